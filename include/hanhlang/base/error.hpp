// What is wrong with the user's input, all of it at once.
// Rule: a Problem says where, what was found and what was expected; a wrong program asserts instead.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hanhlang {

/// A position in the user's input; line and column count from 1, 0 means "the file as a whole".
struct Mark {
    std::string file;
    int line = 0;
    int column = 0;
};

struct Problem {
    Mark mark;
    std::string path;  // dotted keys, empty when the problem is with the file itself
    std::string text;  // what was found, what was expected
};

/// "file:line:column: path: text".
std::string to_string(const Problem& problem);

class InputError : public std::runtime_error {
 public:
    explicit InputError(std::vector<Problem> problems);
    const std::vector<Problem>& problems() const { return problems_; }

 private:
    std::vector<Problem> problems_;
};

/// " (did you mean 'x'?)" for the closest of `known` by edit distance, or nothing when none is close.
std::string did_you_mean(std::string_view found, const std::vector<std::string>& known);

}  // namespace hanhlang
