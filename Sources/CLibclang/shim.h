// The real headers; Package.swift says where they are.
#include <clang-c/Index.h>
