// What every verb that simulates does around it.
#pragma once

#include <atomic>
#include <string>

#include "options.hpp"
#include "progress.hpp"

namespace hanhlang {

/// The command that gives the same again.
std::string command_of(const char* verb, const Options& o, std::uint32_t replications);

RunOptions run_options(const Options& o, const std::atomic<bool>& stop, Progress& progress);

/// Says on stderr that not everything was run; the exit code of an interrupted run.
int said_interrupted(std::size_t complete, std::uint32_t asked, const std::string& command);

/// Refuses -o before anything is run.
void check_output(const Options& o);

void say_warnings(const Outcome& outcome);

}  // namespace hanhlang
