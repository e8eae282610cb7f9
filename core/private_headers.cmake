# What core keeps to itself: these headers speak of Torch, libvips or LittleCMS, or of the insides of one room. All
# others are public: they compile alone (tests/headers) and are installed (packaging).
set(suss_private_headers
    image/colour_profile.h
    image/vips_support.h
    train/checkpoint.h
    train/likelihood.h
    train/ranking.h
    train/sample_spread.h
    train/torch_part.h
    train/unet.h
    train/unet_weights.h
    train/variants.h
)
