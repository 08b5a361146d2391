// What most tests include, parsed once for all of them.
#pragma once

#include <catch2/catch.hpp>

#include "support/problems.hpp"
#include "support/small_world.hpp"
