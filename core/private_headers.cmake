# What core keeps to itself: these headers speak of Torch, libvips or LittleCMS, or of the insides of one room. All
# others are public: they compile alone (tests/headers) and are installed (packaging).
set(suss_private_headers
    explain/canvas.h
    explain/landscape.h
    gaussian/multiversion.h
    gaussian/normal_row.h
    gaussian/row_kernels.h
    gaussian/staggered_sweep.h
    gaussian/stencil_rows.h
    gaussian/sweep.h
    human/published_sets.h
    image/colour_profile.h
    image/vips_support.h
    network/bfloat.h
    network/convolution.h
    network/features.h
    network/forward.h
    network/inference.h
    train/checkpoint.h
    train/likelihood.h
    train/ranking.h
    train/sample_spread.h
    train/torch_part.h
    train/unet.h
    train/unet_weights.h
    train/variants.h
)
