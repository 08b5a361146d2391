// Tonnes, trucks, declarations and crossings that are said, and what of them cannot be together.
#include <catch2/catch.hpp>

#include "hanhlang/model/plan.hpp"
#include "support/problems.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;

namespace {

/// 40 loaded trucks a day of 20 t in declarations of four, of which a quarter come back with goods.
std::string said(const std::string& of_stream, const std::string& of_gate = "") {
    return small(fmt::format(R"(
places: {{a: {{}}, gate: {{kind: gate{}}}, b: {{}}}}
roads: {{a to gate: {{length: 60 km, speed: 60 km/h}}, gate to b: {{length: 60 km, speed: 60 km/h}}}}
commodities: {{ore: {{payload: 20 t}}}}
consignments: {{goods: {{flow: import, trucks: 4}}}}
demand:
  t: {{from: a, to: b, trucks: 40 per day, consignment: goods, carries: ore{}, returns: {{after: 2 h, loaded: 25 %}}}}
)",
                             of_gate, of_stream));
}

/// What the plan says against it, or "none".
std::string against(const std::string& text) {
    try {
        make_plan(load_text(text));
        return "none";
    } catch (const InputError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("tonnes, trucks, declarations and crossings must be one and the same traffic") {
    CHECK(against(said(", tonnes: 800 t per day, declarations: 10 per day", ", crossings: 80 per day")) ==
          "none");
    CHECK(against(said(", tonnes: 292 kt per year, declarations: 3650 declarations per year")) == "none");
    CHECK(
        has(against(said(", tonnes: 900 t per day")),
            "demand.t.tonnes: found 900 t per day, but 40 loaded trucks per day of 20 t are 800 t per day"));
    CHECK(has(against(said(", declarations: 40 per day")),
              "demand.t.declarations: found 40 per day, but 40 trucks per day at 4 trucks a 'goods' are 10 "
              "per day"));
    CHECK(
        has(against(said("", ", crossings: 40 per day")),
            "places.gate.crossings: found 40 per day, but 50 loaded and 30 empty trucks per day pass here"));
    const std::string all =
        against(said(", tonnes: 1 t per day, declarations: 1 per day", ", crossings: 1 per day"));
    CHECK(has(all, "demand.t.tonnes"));
    CHECK(has(all, "demand.t.declarations"));
    CHECK(has(all, "places.gate.crossings"));
    CHECK(has(problems_of(said(", tonnes: 900 t")), "a mass and a time such as 928 t per day"));
}
