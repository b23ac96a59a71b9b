/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

/* There is one only where the tree was configured. */
#if __has_include(<generated/autoconf.h>)
#include <generated/autoconf.h>
#endif

#endif
