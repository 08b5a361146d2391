// What time goes to, in words for a table.
#pragma once

#include <array>

#include "hanhlang/model/metric.hpp"

namespace hanhlang {

inline constexpr std::array<const char*, causes> cause_labels{"driving",
                                                              "resting",
                                                              "being served",
                                                              "waiting for an officer",
                                                              "waiting for a bay",
                                                              "waiting for opening",
                                                              "waiting for room",
                                                              "waiting for papers",
                                                              "waiting for repair of papers",
                                                              "waiting for the other trucks",
                                                              "waiting for a batch",
                                                              "waiting out a disruption",
                                                              "waiting for an appointment"};

}  // namespace hanhlang
