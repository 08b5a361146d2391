// The numbers of a claim, and what is asked beside its verdict.
#pragma once

#include "hanhlang/study/study_file.hpp"
#include "node_reader.hpp"

namespace hanhlang {

/// The arm of this name; a name that is none is a problem.
std::optional<std::size_t> arm_named(const Study& study, const Node& node, const std::string& path,
                                     std::vector<Problem>& problems);

/// How the numbers of a claim are written: as shares where the effect is relative, else in the metric's unit.
class ClaimUnit : NodeReader {
 public:
    ClaimUnit(Effect effect, std::string unit, std::vector<Problem>& found)
        : NodeReader(found), effect_(effect), unit_(std::move(unit)) {}
    void expect(const Node& claim, const std::string& path, Claimed& claimed) const;
    double tolerance(const Node& node, const std::string& path) const;
    double in_metric(const Node& node, const std::string& path) const;

 private:
    double number(const Node& node, const std::string& path) const;
    void about(const Node& node, const std::string& path, Claimed& claimed) const;

    Effect effect_;
    std::string unit_;
};

/// `bound`, `robust`, `tipping` and `bundle`.
class ClaimParts : NodeReader {
 public:
    ClaimParts(const std::filesystem::path& folder, const Study& study, std::vector<Problem>& found)
        : NodeReader(found), folder_(folder), study_(study) {}
    void read(const Node& node, const std::string& path, Claim& claim) const;

 private:
    Robust robust(const Node& node, const std::string& path, const Claim& claim) const;
    std::optional<Tipping> tipping(const Node& node, const std::string& path, const Claim& claim) const;
    void against(const Node& node, const std::string& path, const Claim& claim, Tipping& tipping) const;

    const std::filesystem::path& folder_;
    const Study& study_;
};

}  // namespace hanhlang
