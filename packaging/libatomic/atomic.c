/*
 * The one function that Node's binary takes from GCC's libatomic, which small Debian and Red Hat systems do not have.
 * Node calls it for objects of eight bytes only, where libatomic too does nothing but this. Anything else is a mistake of
 * whoever bundles it with another Node, and stops at once.
 *
 * https://gcc.gnu.org/wiki/Atomic/GCCMM/LIbrary: bool __atomic_compare_exchange(size_t size, void *object, void *expected,
 * void *desired, int success, int failure). The strongest order serves for all.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern bool compare_exchange(size_t size, uint64_t *object, uint64_t *expected, uint64_t *desired, int success,
                             int failure) __asm__("__atomic_compare_exchange") __attribute__((visibility("default")));

bool compare_exchange(size_t size, uint64_t *object, uint64_t *expected, uint64_t *desired, int success, int failure)
{
    (void)success;
    (void)failure;
    if (size != 8 || (uintptr_t)object % 8 != 0)
        __builtin_trap();
    return __atomic_compare_exchange_n(object, expected, *desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
