// A process is a coroutine: a truck, a shift, a stream of arrivals.
// Rule: only the event loop resumes a process, and whoever owns a Process destroys its frame.
//
// An awaited process runs inside the one that awaits it and may return a value or throw to it; a spawned one
// is owned by the Simulation. There is no symmetric transfer: a process that starts or ends another only says
// who is next, and the loop resumes it, so nesting costs no stack at any optimisation level.
#pragma once

#include <cassert>
#include <concepts>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>

#include "hanhlang/engine/frames.hpp"

namespace hanhlang {

class Simulation;

template <class T = void>
class Process;

/// What every coroutine of the engine knows: its simulation, the spawned process it belongs to, who awaits
/// it.
struct Promise {
    Simulation* simulation = nullptr;
    std::uint32_t process = 0;
    std::coroutine_handle<> awaited_by;
    std::exception_ptr error;

    static void* operator new(std::size_t bytes) { return allocate_frame(bytes); }
    static void operator delete(void* frame, std::size_t bytes) noexcept { free_frame(frame, bytes); }

    std::suspend_always initial_suspend() noexcept { return {}; }

    struct End {
        bool frame_goes;  // a frame that nobody will look at ends with its process
        bool await_ready() const noexcept { return frame_goes; }
        void await_suspend(std::coroutine_handle<>) const noexcept {}
        void await_resume() const noexcept {}
    };
    End final_suspend() noexcept { return {end()}; }
    void unhandled_exception() noexcept { error = std::current_exception(); }

    /// Says who runs next: the process that awaits this one, or nobody. True when the frame is needed no
    /// more.
    bool end() noexcept;
    /// Says that `child`, which this process awaits, runs next.
    void start(std::coroutine_handle<> child) const noexcept;
};

namespace detail {

template <class T>
struct ValuePromise : Promise {
    std::optional<T> value;
    template <class U>
    void return_value(U&& result) {
        value.emplace(std::forward<U>(result));
    }
    T result() { return std::move(*value); }
};

template <>
struct ValuePromise<void> : Promise {
    void return_void() noexcept {}
    void result() const noexcept {}
};

}  // namespace detail

template <class T>
class [[nodiscard]] Process {
 public:
    // NOLINTNEXTLINE(readability-identifier-naming): the language's name
    struct promise_type : detail::ValuePromise<T> {
        Process get_return_object() { return Process{Handle::from_promise(*this)}; }
    };
    using Handle = std::coroutine_handle<promise_type>;

    Process(Process&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Process& operator=(Process&&) = delete;
    ~Process() {
        if (handle_) handle_.destroy();
    }

    class Awaiter {
     public:
        explicit Awaiter(Handle child) : child_(child) {}
        bool await_ready() const noexcept { return false; }
        template <std::derived_from<Promise> P>
        void await_suspend(std::coroutine_handle<P> parent) const noexcept {
            Promise& child = child_.promise();
            child.simulation = parent.promise().simulation;
            child.process = parent.promise().process;
            child.awaited_by = parent;
            parent.promise().start(child_);
        }
        T await_resume() const {
            if (child_.promise().error) std::rethrow_exception(child_.promise().error);
            return child_.promise().result();
        }

     private:
        Handle child_;
    };
    Awaiter operator co_await() const& noexcept { return Awaiter{handle_}; }

    /// Gives the frame away; the caller destroys it.
    Handle release() && noexcept { return std::exchange(handle_, nullptr); }

 private:
    explicit Process(Handle handle) : handle_(handle) {}
    Handle handle_;
};

}  // namespace hanhlang
