// The trucks of a fleet: where there are only so many, each is one of them, with its driver and its mileage.
// Rule: a truck is away from when it is taken for a load until it is home again and maintained.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "driver.hpp"
#include "hanhlang/base/random.hpp"
#include "hanhlang/resources/resource.hpp"
#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

struct Vehicle {
    Driver driver;
    double km = 0;                 // since it was maintained
    std::uint32_t maintained = 0;  // so often
    bool has_driver = false;       // from its first trip on
    Time came_home{};
};

class World;

struct LiveFleet {
    static void changed(void* self, const Resource& of);
    LiveFleet(World& owner, Simulation& sim, const Fleet& of, std::uint32_t number, std::uint64_t seed)
        : world(&owner),
          index(number),
          fleet(of),
          breaks(seed, "breaks down " + of.name),
          repair(seed, "road repair " + of.name),
          maintenance(seed, "maintenance " + of.name) {
        if (of.permits) permits = std::make_unique<Resource>(sim, *of.permits);
        if (!of.size) return;
        trucks = std::make_unique<Resource>(sim, *of.size);
        trucks->watch(changed, this);
        vehicles.resize(static_cast<std::size_t>(*of.size));
        for (std::uint32_t i = 0; i < vehicles.size(); ++i) at_home.push_back(i);
    }
    World* world;
    std::uint32_t index;
    const Fleet& fleet;
    std::int64_t away = 0;
    std::unique_ptr<Resource> permits;
    std::unique_ptr<Resource> trucks;  // null: any number
    std::vector<Vehicle> vehicles;
    std::deque<std::uint32_t> at_home;  // who came first goes first
    Purpose breaks, repair, maintenance;
};

/// A truck that is away; it is at home again when the scope ends.
class Away {
 public:
    Away() = default;
    Away(LiveFleet& fleet, Resource::Hold hold) : fleet_(&fleet), hold_(std::move(hold)) {
        number_ = fleet.at_home.front();
        fleet.at_home.pop_front();
    }
    Away(Away&& other) noexcept
        : fleet_(std::exchange(other.fleet_, nullptr)),
          hold_(std::move(other.hold_)),
          number_(other.number_) {}
    Away& operator=(Away&& other) noexcept {
        come_home();
        fleet_ = std::exchange(other.fleet_, nullptr);
        hold_ = std::move(other.hold_);
        number_ = other.number_;
        return *this;
    }
    ~Away() { come_home(); }
    Vehicle* vehicle() const { return fleet_ ? &fleet_->vehicles[number_] : nullptr; }
    std::uint32_t number() const { return number_; }

 private:
    void come_home() {
        if (LiveFleet* const fleet = std::exchange(fleet_, nullptr)) fleet->at_home.push_back(number_);
        hold_.release();
    }
    LiveFleet* fleet_ = nullptr;
    Resource::Hold hold_;
    std::uint32_t number_ = 0;
};

}  // namespace hanhlang
