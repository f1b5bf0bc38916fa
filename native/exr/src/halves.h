// Floats and halves, as Imath turns them into one another (to half rounded to nearest even), eight at
// a time where the processor can.
#ifndef LIKENESS_EXR_HALVES_H
#define LIKENESS_EXR_HALVES_H

#include <half.h>

#include <cstddef>

namespace likeness {

// `from` need not be aligned beyond a float.
void toHalves(const float* from, half* to, size_t count);

void toFloats(const half* from, float* to, size_t count);

}  // namespace likeness
#endif
