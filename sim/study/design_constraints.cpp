// What must hold between factors.
#include "design_file.hpp"
#include "hanhlang/scenario/observed.hpp"

namespace hanhlang {
namespace {

class ConstraintReader : NodeReader {
 public:
    ConstraintReader(const Node& root, Design& design, std::vector<Problem>& found)
        : NodeReader(found), root_(root), design_(design) {}

    void read() {
        for_each_text(root_.find("require"), "require", [&](const Node& item) {
            Constraint one;
            one.text = item.text;
            const std::size_t at = item.text.find('=');
            const bool is_most = at != std::string::npos && at > 0 && item.text[at - 1] == '<';
            const bool is_least = at != std::string::npos && at > 0 && item.text[at - 1] == '>';
            if (!is_most && !is_least)
                return complain(item, "require",
                                "expected such as 'slots <= 100 * stackers' or 'lanes >= 2'");
            auto left = side(item, item.text.substr(0, at - 1));
            auto right = side(item, item.text.substr(at + 1));
            if (!left || !right) return;
            // So many of one for each of the other, such as slots of stackers, may have two units.
            const bool is_rate =
                !left->factor.empty() && !right->factor.empty() && (left->times != 1 || right->times != 1);
            if (left->unit != right->unit && !is_rate)
                return complain(item, "require",
                                fmt::format("found '{}' and '{}', expected both sides in one unit",
                                            left->unit, right->unit));
            one.left = is_most ? *left : *right;
            one.right = is_most ? *right : *left;
            design_.constraints.push_back(std::move(one));
        });
    }

 private:
    std::optional<Constraint::Side> side(const Node& item, std::string text) {
        const auto trimmed = [](std::string word) {
            word.erase(0, word.find_first_not_of(' '));
            word.erase(word.find_last_not_of(' ') + 1);
            return word;
        };
        Constraint::Side one;
        if (const std::size_t star = text.find('*'); star != std::string::npos) {
            try {
                one.times = parse_plain(trimmed(text.substr(0, star)));
            } catch (const std::invalid_argument& error) {
                complain(item, "require", error.what());
                return std::nullopt;
            }
            text = text.substr(star + 1);
        }
        text = trimmed(text);
        std::vector<std::string> names;
        for (const DesignFactor& factor : design_.factors) names.push_back(factor.name);
        const auto factor = std::find(names.begin(), names.end(), text);
        if (factor != names.end()) {
            const DesignFactor& of = design_.factors[static_cast<std::size_t>(factor - names.begin())];
            if (!of.is_number) {
                complain(item, "require",
                         fmt::format("'{}' has values that are no numbers in one unit", text));
                return std::nullopt;
            }
            one.factor = text;
            one.unit = of.unit;
            return one;
        }
        try {
            const Amount amount = parse_amount(text);
            one.times *= amount.number;
            one.unit = amount.unit;
            return one;
        } catch (const std::invalid_argument&) {
            complain(item, "require",
                     fmt::format("found '{}', which is no factor{}", text, did_you_mean(text, names)));
            return std::nullopt;
        }
    }

    const Node& root_;
    Design& design_;
};

}  // namespace

void read_constraints(const Node& root, Design& design, std::vector<Problem>& problems) {
    ConstraintReader{root, design, problems}.read();
}

}  // namespace hanhlang
