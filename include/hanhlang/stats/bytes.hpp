// Numbers as bytes, for what is kept in files. Rule: the same bytes on every machine (little-endian, 8 bytes
// a number; small whole numbers take as few as they need).
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace hanhlang {

class ByteWriter {
 public:
    void whole(std::uint64_t number) {  // 7 bits a byte, the lowest first (LEB128)
        for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>(number | 0x80);
        bytes_ += static_cast<char>(number);
    }
    void real(double number) {
        auto bits = std::bit_cast<std::uint64_t>(number);
        for (int i = 0; i < 8; ++i, bits >>= 8) bytes_ += static_cast<char>(bits & 0xff);
    }
    std::string take() { return std::move(bytes_); }

 private:
    std::string bytes_;
};

/// Gives 0 for what is not there, and then is not whole().
class ByteReader {
 public:
    explicit ByteReader(std::string_view bytes) : left_(bytes) {}
    std::uint64_t whole() {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint64_t byte = next();
            number |= (byte & 0x7f) << shift;
            if (byte < 0x80) return number;
        }
        sound_ = false;
        return 0;
    }
    double real() {
        std::uint64_t bits = 0;
        for (unsigned shift = 0; shift < 64; shift += 8) bits |= next() << shift;
        return std::bit_cast<double>(bits);
    }
    /// Whether so many numbers can be there: each takes a byte at least.
    bool has(std::uint64_t numbers) const { return sound_ && numbers <= left_.size(); }
    /// Everything that was read was there, and nothing is left.
    bool is_whole() const { return sound_ && left_.empty(); }

 private:
    std::uint64_t next() {
        if (left_.empty()) {
            sound_ = false;
            return 0;
        }
        const auto byte = static_cast<unsigned char>(left_.front());
        left_.remove_prefix(1);
        return byte;
    }
    std::string_view left_;
    bool sound_ = true;
};

}  // namespace hanhlang
