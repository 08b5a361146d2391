// The table of the scenario language: batches, convoys, overload.
#pragma once

#include "hanhlang/scenario/space.hpp"

namespace hanhlang {

template <class V>
void describe(V& v, BatchBarrier& b) {
    v.optional("of", b.of, "trucks let in at once, at most; as many as there are slots when it is not said");
    v.optional("gap", b.gap, "to clear and change over, from the last truck out to the next one in");
}

template <class V>
void describe(V& v, Convoy& c) {
    v.optional("of", c.of, "trucks that go on together; or 'at'");
    v.optional("within", c.within,
               "goes at the latest this long after its first truck came, complete or not");
    v.optional("at", c.at, "times of day at which those go on that are here");
}

template <class V>
void describe(V& v, Overload& o) {
    v.required("share", o.share, "of loaded trucks, those above the legal weight");
    v.required("excess", o.excess, "tonnes above it, such as \"triangular(1, 4, 12) t\"");
}

}  // namespace hanhlang
