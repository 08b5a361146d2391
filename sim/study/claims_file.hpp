// The claims of a study file.
#pragma once

#include "hanhlang/study/study_file.hpp"
#include "node_reader.hpp"

namespace hanhlang {

/// Reads `claims:` of a study whose arms are loaded; adds every problem.
void read_claims(const Node& root, const std::filesystem::path& folder, Study& study,
                 std::vector<Problem>& problems);

}  // namespace hanhlang
