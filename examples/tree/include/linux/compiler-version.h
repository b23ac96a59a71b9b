/* SPDX-License-Identifier: Apache-2.0 */
/* Kbuild includes this file first of all; the example has nothing to put here. */
