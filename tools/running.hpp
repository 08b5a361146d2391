// What every verb that simulates does around it.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "options.hpp"
#include "progress.hpp"

namespace hanhlang {

/// The command that gives the same again; without replications where a study says when they are looked at.
std::string command_of(const char* verb, const Options& o, std::uint32_t replications);

/// What is laid upon a file: the settings, and the draw of its uncertain inputs that was asked for.
std::vector<std::string> settings_of(const Options& o, const std::string& file);

/// What a reader of the text must know of a draw; nothing without one.
std::string said_draw(const Options& o);

RunOptions run_options(const Options& o, const std::atomic<bool>& stop, Progress& progress);

/// Says on stderr that not everything was run; the exit code of an interrupted run.
int said_interrupted(std::size_t complete, std::uint32_t asked, const std::string& command);

/// Says what to do with a slice of the runs, which is in the ledger.
int said_shard(const Options& o, const std::string& command, bool stopped);

/// Refuses -o before anything is run.
void check_output(const Options& o);

/// Calls read(file, name) for every file that was named, whose name is short where it is the only one; throws
/// the problems of all of them at once.
void each_file(const Options& o, const std::function<void(const std::string&, const std::string&)>& read);

void say_warnings(const Outcome& outcome);

}  // namespace hanhlang
