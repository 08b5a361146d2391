// A folder for the files of one test, gone when the test ends. Rule: no other process, however alike, has the
// same.
#pragma once

#include <stdlib.h>  // mkdtemp, of POSIX

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace hanhlang {

struct Scratch {
    Scratch() = default;
    ~Scratch() { std::filesystem::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name) << text;
        return path / name;
    }

    const std::filesystem::path path = [] {
        std::string name = (std::filesystem::temp_directory_path() / "hanhlang-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
        return name;
    }();
};

}  // namespace hanhlang
