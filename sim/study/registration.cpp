#include "hanhlang/study/registration.hpp"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "hanhlang/base/random.hpp"
#include "hanhlang/study/compare.hpp"

namespace hanhlang {
namespace {

std::string short_hash(const std::string& text) {
    return fmt::format("{:016x}{:016x}", hash64(text), hash64("registered " + text));
}

/// "arm today" and its hash, of every line.
std::map<std::string, std::string> entries(const std::string& text) {
    std::map<std::string, std::string> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t blank = line.rfind(' ');
        if (line.empty() || line.front() == '#' || blank == std::string::npos) continue;
        all[line.substr(0, blank)] = line.substr(blank + 1);
    }
    return all;
}

}  // namespace

std::filesystem::path registration_file(const std::filesystem::path& study) {
    std::filesystem::path file = study;
    return file.replace_extension(".registered");
}

std::string registration(const Study& study, const std::string& version) {
    std::string text = "# What this study is; 'hanhlang claims' holds it against this.\n";
    text += fmt::format("version {}\nstudy {}\n", version, short_hash(read_text(study.file)));
    text += fmt::format("seed {}\nconfidence {}\nlooks {}-{}-{}\n", study.seed.value_or(RunOptions{}.seed),
                        study.confidence.value_or(RunOptions{}.confidence), study.looks.min, study.looks.max,
                        study.looks.growth);
    for (const Claim& claim : study.claims) {
        for (const BundlePart& part : claim.bundle) {
            for (const std::filesystem::path& overlay : part.overlays)
                text += fmt::format("bundle {} {}\n", overlay.filename().string(),
                                    short_hash(read_text(overlay)));
        }
    }
    for (const Study::Arm& arm : study.arms) {
        std::string is =
            arm.scenario.hash.empty()
                ? load(Recipe{arm.recipe.file, arm.recipe.overlays, arm.recipe.settings, {}}).hash
                : arm.scenario.hash;
        for (const std::string& stage : arm.recipe.without) is += "-" + stage;
        text += fmt::format("arm {} {}\n", arm.name, is);
    }
    return text;
}

RegistrationView held_against_registration(const Study& study, const std::string& version) {
    RegistrationView view;
    const std::filesystem::path file = registration_file(study.file);
    view.exists = std::filesystem::is_regular_file(file);
    if (!view.exists) return view;
    const auto before = entries(read_text(file));
    const auto now = entries(registration(study, version));
    for (const auto& [what, hash] : now) {
        const auto was = before.find(what);
        if (was == before.end()) {
            view.changed.push_back(what + " is new");
        } else if (was->second != hash) {
            const bool is_shown =
                what == "version" || what == "seed" || what == "confidence" || what == "looks";
            view.changed.push_back(is_shown ? fmt::format("{} {} instead of {}", what, hash, was->second)
                                            : what + " is another");
        }
    }
    for (const auto& [what, hash] : before) {
        if (now.find(what) == now.end()) view.changed.push_back(what + " is gone");
    }
    return view;
}

}  // namespace hanhlang
