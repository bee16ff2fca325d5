# Read by CMake right after llama.cpp's project() line, through CMAKE_PROJECT_llama.cpp_INCLUDE.
#
# The Python binding forces LLAMA_BUILD_COMMON on, but uses only libllama, libggml and libmtmd. The library that this
# leaves out holds the server's argument parser and an HTTPS client: about half of the build's time, and network code
# that a private assistant has no use for. A plain variable wins over the forced cache entry (policy CMP0126, CMP0077).
set(LLAMA_BUILD_COMMON OFF)
