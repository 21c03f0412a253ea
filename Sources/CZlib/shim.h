#include <zlib.h>

/* Starting is a macro, which Swift does not see. The data has no header of zlib's own. */
static inline int teff_inflate_begin(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
