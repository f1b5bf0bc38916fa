// Float to half, rounded to nearest even, as Imath does it, eight at a time where the processor can.
#ifndef LIKENESS_EXR_HALVES_H
#define LIKENESS_EXR_HALVES_H

#include <half.h>

#include <cstddef>

namespace likeness {

// `from` need not be aligned beyond a float.
void toHalves(const float* from, half* to, size_t count);

}  // namespace likeness
#endif
