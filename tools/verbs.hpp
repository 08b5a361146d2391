// What each verb does; all return the exit code and throw InputError for wrong input.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "hanhlang/base/error.hpp"

namespace hanhlang {

using CommandLine = std::vector<std::string>;

int verb_new(const CommandLine& words);
int verb_check(const CommandLine& words);
int verb_run(const CommandLine& words, const std::atomic<bool>& stop);
int verb_compare(const CommandLine& words, const std::atomic<bool>& stop);
int verb_claims(const CommandLine& words, const std::atomic<bool>& stop);
int verb_sweep(const CommandLine& words, const std::atomic<bool>& stop);
int verb_search(const CommandLine& words, const std::atomic<bool>& stop);
int verb_sensitivity(const CommandLine& words, const std::atomic<bool>& stop);
int verb_ledger(const CommandLine& words);
int verb_merge(const CommandLine& words);
int verb_verify(const CommandLine& words, const std::atomic<bool>& stop);
int verb_backcast(const CommandLine& words, const std::atomic<bool>& stop);
int verb_explain(const CommandLine& words);
int verb_metrics(const CommandLine& words);
int verb_holidays(const CommandLine& words);
int verb_schema(const CommandLine& words);
int verb_version(const CommandLine& words);

}  // namespace hanhlang
