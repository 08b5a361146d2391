// The JSON Schema of a scenario, generated from the table the loader uses, so that editors complete and
// check.
#include <nlohmann/json.hpp>

#include "forms.hpp"
#include "hanhlang/scenario/load.hpp"
#include "hanhlang/scenario/value.hpp"

namespace hanhlang {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json schema_of(const T* type);

/// The visitor that writes what it is shown.
class SchemaFields {
 public:
    Json properties = Json::object();

    template <class T>
    void required(std::string_view key, T&, std::string_view meaning) {
        optional_of<T>(key, meaning);  // an overlay says only what differs, so no key is required here
    }
    template <class T>
    void optional(std::string_view key, T&, std::string_view meaning) {
        optional_of<T>(key, meaning);
    }

 private:
    template <class T>
    void optional_of(std::string_view key, std::string_view meaning) {
        Json schema = schema_of(static_cast<const T*>(nullptr));
        schema["description"] = meaning;
        properties[std::string(key)] = std::move(schema);
    }
};

Json text() {
    return {{"type", "string"}};
}
Json list_of(Json item) {
    return {{"anyOf", Json::array({item, {{"type", "array"}, {"items", item}}})}};
}
Json map_of(Json value) {
    return {{"type", "object"}, {"additionalProperties", std::move(value)}};
}
Json number_or_text() {
    return {{"type", Json::array({"number", "string"})}};
}

Json special(const Title*) {
    return {{"type", Json::array({"string", "object"})}};
}
Json special(const Only*) {
    return list_of(text());
}
Json special(const std::array<double, 2>*) {
    return {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
}
Json special(const std::vector<Duration>*) {
    return list_of(text());
}
Json special(const std::vector<Cargo>*) {
    return {{"type", Json::array({"string", "object"})}};
}
Json special(const std::vector<Expected::Figure>*) {
    return map_of(number_or_text());
}
Json special(const std::vector<Start>*) {
    return {{"type", Json::array({"string", "object"})}};
}
Json special(const ByChannel*) {
    return {{"type", Json::array({"number", "string", "object"})}};
}
Json special(const std::vector<Adoption>*) {
    return {{"type", Json::array({"string", "object"})}};
}
Json special(const std::vector<Coverage>*) {
    return {{"type", Json::array({"string", "boolean", "object"})}};
}
Json special(const std::vector<Reissue>*) {
    return {{"anyOf", Json::array({list_of(text()), map_of(text())})}};
}
Json special(const Amount*) {
    return number_or_text();
}
Json special(const std::array<Amount, 2>*) {
    return {{"type", "array"}, {"items", number_or_text()}, {"minItems", 2}, {"maxItems", 2}};
}
Json special(const MetricName*) {
    return text();
}
Json special(const AgainstFile*) {
    return text();
}
Json special(const ByHour*) {
    return map_of(number_or_text());
}
Json special(const ByMonth*) {
    return map_of(number_or_text());
}
Json special(const std::vector<OnHoliday>*) {
    return map_of(number_or_text());
}
Json special(const std::vector<Growth::Of>*) {
    return map_of(text());
}
Json special(const std::vector<Alternative>*) {
    return {{"anyOf", Json::array({list_of(text()), map_of(text())})}};
}
Json special(const std::vector<std::string>*) {
    return list_of(text());
}
Json special(const std::vector<ExchangeRate>*) {
    return map_of(text());
}
Json special(const std::array<Payer, expenses>*) {
    return map_of({{"enum", words<Payer>()}});
}
Json special(const Money*) {
    return text();
}
Json special(const MoneyRate*) {
    return text();
}
Json special(const MoneyByRoad*) {
    return text();
}
Json special(const MoneyByMass*) {
    return text();
}
Json special(const MoneyByFuel*) {
    return text();
}
Json special(const MoneyByEnergy*) {
    return text();
}
Json special(const ByWeekday*) {
    return map_of(number_or_text());
}
Json special(const Directed<std::vector<Ref<Desk>>>*) {
    Json one = list_of(text());
    return {{"anyOf", Json::array({one,
                                   {{"type", "object"},
                                    {"properties", {{"eastbound", one}, {"westbound", one}}},
                                    {"additionalProperties", false}}})}};
}
template <class T>
Json special(const std::optional<T>*) {
    return schema_of(static_cast<const T*>(nullptr));
}
template <class T>
Json special(const Ref<T>*) {
    return text();
}
template <class T>
Json special(const std::vector<Ref<T>>*) {
    return list_of(text());
}
template <class T>
Json special(const Named<T>*) {
    Json map = map_of(schema_of(static_cast<const T*>(nullptr)));
    map["properties"] = {{"source", {{"type", "string"}}}};
    return map;
}

template <class T>
Json schema_of([[maybe_unused]] const T* type) {
    if constexpr (requires { Grammar<T>::example; }) {
        if (const auto known = words<T>(); !known.empty()) return {{"enum", known}};
        Json schema = number_or_text();
        if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>) schema = number_or_text();
        if constexpr (std::is_same_v<T, bool>) schema = {{"type", Json::array({"boolean", "string"})}};
        schema["examples"] = Json::array({Grammar<T>::example});
        return schema;
    } else if constexpr (requires { special(type); }) {
        return special(type);
    } else {
        SchemaFields fields;
        T value{};
        describe(fields, value);
        fields.properties["source"] = {{"type", "string"},
                                       {"description", "key of a source, or guess, for every number below"}};
        Json schema{{"type", "object"}, {"properties", fields.properties}};
        schema["additionalProperties"] = false;
        return schema;
    }
}

}  // namespace

std::string scenario_schema() {
    Json schema = schema_of(static_cast<const Scenario*>(nullptr));
    Json& properties = schema["properties"];
    properties["extends"] = list_of(text());
    properties["extends"]["description"] =
        "the scenario this file says the differences to; of several, each is laid upon those before it";
    properties["calendars"] = map_of(text());
    properties["calendars"]["description"] =
        "hours by name, such as mon-sun 07:00-19:30; closed tet pi_mai 2025-09-02";
    properties["holidays"] = map_of(list_of(text()));
    properties["holidays"]["description"] =
        "names for 'closed' in a calendar: dates such as 2025-09-02, or 2025-09-05..2025-09-06; a built-in "
        "holiday of the same name is replaced";
    properties["sources"] = {{"anyOf", Json::array({text(), properties["sources"]})}};
    for (const std::string_view section : later_sections) {
        properties[std::string(section)] = {
            {"description", "part of the format, not simulated by this version"}};
    }
    Json whole{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Hành Lang scenario"}};
    // A study is told from a scenario by its arms.
    const Json study{
        {"type", "object"},
        {"properties",
         {{"title", {{"type", Json::array({"string", "object"})}}},
          {"arms", {{"type", "object"}}},
          {"baseline", text()},
          {"metrics", list_of(text())},
          {"statistics",
           {{"type", "object"},
            {"properties",
             {{"replications", number_or_text()}, {"seed", number_or_text()}, {"confidence", text()}}},
            {"additionalProperties", false}}}}},
        {"additionalProperties", false}};
    whole["if"] = {{"required", Json::array({"arms"})}};
    whole["then"] = study;
    whole["else"] = schema;
    return whole.dump(2) + "\n";
}

}  // namespace hanhlang
