// Fingerprints of whole runs: the same bits from every compiler, build and number of threads.
// Rule: when a model change moves them on purpose, run this with HANHLANG_UPDATE_GOLDEN=1 and say why in the
// commit.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "support/random_network.hpp"
#include "support/small_world.hpp"

using namespace hanhlang;
namespace fs = std::filesystem;

namespace {

const fs::path root{HANHLANG_ROOT};
const fs::path golden = root / "tests/golden/fingerprints.txt";

std::map<std::string, std::string> known() {
    std::map<std::string, std::string> all;
    std::ifstream in(golden);
    for (std::string name, print; in >> name >> print;) all[name] = print;
    return all;
}

/// One fingerprint of the first random networks, texts included.
std::string of_random_networks() {
    std::uint64_t print = 0;
    for (std::uint32_t number = 0; number < 100; ++number) {
        const std::string text = random_network(number);
        const Scenario s = load_text(text);
        const Plan plan = make_plan(s);
        const Result result =
            simulate(s, plan, parse_metrics(s, plan, standard_metrics(s, plan)), 42, number);
        print = mix64(print ^ hash64(text));
        print = mix64(print ^ result.fingerprint());
    }
    return fmt::format("{:016x}", print);
}

/// A file that others extend and that does not run by itself.
bool is_part(const fs::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    const std::string yaml = "\n" + text.str();
    return yaml.find("\nruns:") == std::string::npos && yaml.find("\nextends:") == std::string::npos;
}

std::map<std::string, std::string> computed() {
    std::map<std::string, std::string> all;
    for (const char* folder : {"ql9", "theory", "vn-la", "icd"}) {
        for (const auto& entry : fs::directory_iterator(root / "scenarios" / folder)) {
            const std::string name = fmt::format("{}/{}", folder, entry.path().filename().string());
            if (entry.path().extension() != ".yaml" || is_part(entry.path())) continue;
            // A short window: what differs in the last bit differs in the first days.
            const bool large = std::string_view(folder) == "vn-la";
            const Scenario s = load(entry.path(), {large ? "runs.measure=3 days" : "runs.measure=14 days",
                                                   large ? "runs.warm_up=1 day" : "runs.warm_up=2 days"});
            const Outcome outcome = outcome_of(s, standard_metrics(s, make_plan(s)), large ? 1 : 3, 42);
            all[name] = fmt::format("{:016x}", outcome.fingerprint);
        }
    }
    all["random-networks"] = of_random_networks();
    return all;
}

}  // namespace

TEST_CASE("every scenario gives its fingerprint") {
    const auto now = computed();
    if (std::getenv("HANHLANG_UPDATE_GOLDEN") != nullptr) {
        std::ofstream out(golden);
        for (const auto& [name, print] : now) out << name << " " << print << "\n";
    }
    const auto before = known();
    CHECK(now.size() == before.size());
    for (const auto& [name, print] : now) {
        INFO(name);
        REQUIRE(before.count(name) == 1);
        CHECK(print == before.at(name));
    }
}

TEST_CASE("a fingerprint sees one bit of one number") {
    Result result;
    result.values = {1.0, 2.0};
    const std::uint64_t before = result.fingerprint();
    result.values[1] = std::nextafter(2.0, 3.0);
    CHECK(result.fingerprint() != before);
}
