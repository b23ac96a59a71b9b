#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

/* The wide functions: one cell holds a character with its combining marks. */
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
/* Some names of macros are Swift's too; functions of the same names are there. */
#define NCURSES_NOMACROS 1

#include <stdio.h>
#include <curses.h>
#include <wchar.h>

/* Declared here: <wchar.h> has it for X/Open only, which nobody else asks it for. */
extern int wcwidth(wchar_t character);
static inline int fl_width(unsigned int character) { return wcwidth((wchar_t)character); }

/* Macros, and variables that Swift takes for shared state: only the terminal's own thread uses them. */
static inline SCREEN *fl_open(void) { return newterm(NULL, stdout, stdin); }
static inline WINDOW *fl_window(void) { return stdscr; }
static inline int fl_colors(void) { return COLORS; }
static inline mmask_t fl_wheel_up(void) { return BUTTON4_PRESSED; }
static inline mmask_t fl_wheel_down(void) { return BUTTON5_PRESSED; }
static inline mmask_t fl_click(void) { return BUTTON1_CLICKED | BUTTON1_PRESSED; }
static inline mmask_t fl_double_click(void) { return BUTTON1_DOUBLE_CLICKED; }
static inline attr_t fl_pair(int pair) { return COLOR_PAIR(pair); }
static inline attr_t fl_bold(void) { return A_BOLD; }
static inline attr_t fl_dim(void) { return A_DIM; }
static inline attr_t fl_reverse(void) { return A_REVERSE; }
static inline attr_t fl_underline(void) { return A_UNDERLINE; }

#endif
