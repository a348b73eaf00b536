/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Two fences of Linux, both needed. Landlock: what of the file system may be
 * read. Seccomp: which system calls may be made at all; a list of those that
 * reading, computing, writing to open files and threads need, and each other
 * one fails with EPERM. open() may only read.
 *
 * Written against the kernel's own headers, so that the filter is here to be
 * read in whole: 50 names, no library.
 */

#define _GNU_SOURCE

#include "interp/cli/sandbox.h"

#include "interp/cli/cli.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) &&     \
    __has_include(<linux/landlock.h>)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#else
#define MACHINE AUDIT_ARCH_AARCH64
#endif

/* --- what may be read ----------------------------------------------------- */

#define MAY_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* Everything that the first version of Landlock knows: what is not allowed
   below is refused. */
#define EVERYTHING ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static void allow(int fence, const char *path)
{
    struct stat about;
    int file = open(path, O_PATH | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0)
        return; /* the command says that it is not there */
    struct landlock_path_beneath_attr rule = {
        .allowed_access =
            S_ISDIR(about.st_mode) ? MAY_READ : LANDLOCK_ACCESS_FS_READ_FILE,
        .parent_fd = file,
    };
    syscall(SYS_landlock_add_rule, fence, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(file);
}

static bool is_rules(const char *word)
{
    size_t n = strlen(word);
    return n > 6 && !strcmp(word + n - 6, ".rules");
}

/* What a rule file uses lies beside it. */
static void allow_folder(int fence, const char *word)
{
    char folder[4096];
    const char *slash = strrchr(word, '/');
    size_t n = slash ? (size_t)(slash - word) + 1 : 0;
    if (n >= sizeof folder)
        return;
    memcpy(folder, slash ? word : "", n);
    folder[n] = '\0';
    allow(fence, n ? folder : ".");
}

static bool fence_files(const char *const *words, size_t n)
{
    struct landlock_ruleset_attr all = {.handled_access_fs = EVERYTHING};
    int fence = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (fence < 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *value =
            strncmp(words[i], "--", 2) ? NULL : strchr(words[i], '=');
        allow(fence, value ? value + 1 : words[i]);
        if (is_rules(words[i]))
            allow_folder(fence, words[i]);
    }
    allow(fence, "/etc/localtime");
    allow(fence, "/usr/share/zoneinfo");
    bool done = syscall(SYS_landlock_restrict_self, fence, 0) == 0;
    close(fence);
    return done;
}

/* --- which calls ---------------------------------------------------------- */

static const int calls[] = {
    /* reading and writing what is open */
    SYS_read,
    SYS_readv,
    SYS_pread64,
    SYS_write,
    SYS_writev,
    SYS_lseek,
    SYS_close,
    SYS_dup,
    SYS_fcntl,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_getdents64,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_getcwd,
    SYS_fsync,
#ifdef __x86_64__
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_time,
    SYS_arch_prctl,
    SYS_poll,
#endif
    SYS_ppoll,
    /* memory */
    SYS_brk,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    /* threads and time */
    SYS_futex,
    SYS_set_robust_list,
    SYS_rseq,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_membarrier,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_restart_syscall,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_set_tid_address,
    SYS_prlimit64,
    SYS_getrandom,
    /* who one is, and the end */
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_uname,
    SYS_sysinfo,
    SYS_exit,
    SYS_exit_group,
};

#define CALLS (sizeof calls / sizeof calls[0])

/* A filter under construction. Jumps of BPF are forward, at most 255. */
struct filter {
    struct sock_filter at[2 * CALLS + 64];
    unsigned short n;
};

static void put(struct filter *filter, uint16_t code, uint32_t value,
                const uint8_t jumps[2])
{
    filter->at[filter->n++] =
        (struct sock_filter){code, jumps[0], jumps[1], value};
}

static void load(struct filter *filter, size_t offset)
{
    static const uint8_t none[2] = {0, 0};
    put(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, none);
}

static void answer(struct filter *filter, uint32_t action)
{
    static const uint8_t none[2] = {0, 0};
    put(filter, BPF_RET | BPF_K, action, none);
}

/* Unless the accumulator is `value`, passes over so many instructions. */
static void unless(struct filter *filter, int value, uint8_t skip)
{
    const uint8_t jumps[2] = {0, skip};
    put(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)value, jumps);
}

#define ARGUMENT(i) (offsetof(struct seccomp_data, args) + 8 * (i))

/* A call that is allowed if, of its argument, no bit of the mask is set (or,
   `wanted`, all of some are). */
static void put_masked(struct filter *filter, int call, size_t argument,
                       const uint32_t mask_wanted[2])
{
    static const uint8_t none[2] = {0, 0};
    unless(filter, call, 5);
    load(filter, ARGUMENT(argument));
    put(filter, BPF_ALU | BPF_AND | BPF_K, mask_wanted[0], none);
    unless(filter, (int)mask_wanted[1], 1);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

static void put_conditions(struct filter *filter)
{
    static const uint32_t reads[] = {
        O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY), 0};
    static const uint32_t no_code[] = {4 /* PROT_EXEC */, 0};
    static const uint32_t thread[] = {CLONE_THREAD, CLONE_THREAD};
    put_masked(filter, SYS_openat, 2, reads);
    put_masked(filter, SYS_mmap, 2, no_code);
    put_masked(filter, SYS_mprotect, 2, no_code);
    put_masked(filter, SYS_clone, 0, thread);
    unless(filter, SYS_clone3, 1); /* the C library then takes clone */
    answer(filter, SECCOMP_RET_ERRNO | ENOSYS);
    /* what kind of thing an open file is: no way to change it */
    unless(filter, SYS_ioctl, 4);
    load(filter, ARGUMENT(1));
    unless(filter, 0x5401 /* TCGETS */, 1);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, SECCOMP_RET_ERRNO | ENOTTY);
    /* abort, and a signal to oneself */
    unless(filter, SYS_tgkill, 4);
    load(filter, ARGUMENT(0));
    unless(filter, getpid(), 1);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

static bool fence_calls(void)
{
    static const uint8_t same[2] = {1, 0};
    struct filter filter = {.n = 0};
    load(&filter, offsetof(struct seccomp_data, arch));
    put(&filter, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, same);
    answer(&filter, SECCOMP_RET_KILL_PROCESS);
    load(&filter, offsetof(struct seccomp_data, nr));
    put_conditions(&filter);
    load(&filter, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++) {
        unless(&filter, calls[i], 1);
        answer(&filter, SECCOMP_RET_ALLOW);
    }
    answer(&filter, SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {filter.n, filter.at};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool sandbox_enter(const char *const *words, size_t n)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && fence_files(words, n) &&
        fence_calls())
        return true;
    complain("there is no sandbox here: this kernel lacks Landlock or seccomp "
             "(%s)",
             strerror(errno));
    return false;
}

#else

bool sandbox_enter(const char *const *words, size_t n)
{
    (void)words;
    (void)n;
    complain("there is no sandbox on this system: it needs Linux on x86-64 or "
             "arm64");
    return false;
}

#endif
