#if defined(__x86_64__)
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2,avx512f"))), apply_to = function)
#define XXH_VECTOR 3  // XXH_AVX512
#define PAGE_HASH cpagehash_avx512
#include "pages.h"
#pragma clang attribute pop
#endif
