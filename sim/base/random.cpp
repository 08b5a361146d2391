// Names of sources and purposes become keys. Rule: the bytes of the name decide, so renaming is the only way
// to move a draw (and `draws_as` the way to keep it).
#include "hanhlang/base/random.hpp"

namespace hanhlang {

std::uint64_t hash64(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a, 64 bits (Fowler, Noll and Vo)
    for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
    return mix64(hash);
}

std::uint32_t hash32(std::string_view name) {
    return static_cast<std::uint32_t>(hash64(name));
}

Purpose::Purpose(std::uint64_t seed, std::string_view name) {
    const std::uint64_t key = mix64(seed ^ hash64(name));
    key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

}  // namespace hanhlang
