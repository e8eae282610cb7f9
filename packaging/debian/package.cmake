# `cpack -G DEB` in the build folder (packaging/deb does that and checks the result): suss-viewer and libsuss-dev.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME suss-viewer)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has one of its own, the first line of its description
set(CPACK_PACKAGE_CONTACT "The SUSS Viewer authors <maintainers@suss-viewer.example>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL programs development)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME suss-viewer)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SHLIBDEPS ON)
# What dpkg-shlibdeps cannot see: figures look the same everywhere only with the same font.
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_DEPENDS fonts-dejavu-core)
# Learning with Torch on the reference BLAS would be many times slower.
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_RECOMMENDS "libopenblas0-pthread, qt6-wayland")
set(CPACK_COMPONENT_PROGRAMS_DESCRIPTION "Shows why two images differ, and how much it matters to the eye
The Structured Uncertainty Similarity Score is the likelihood of an image
under all the pictures that are the same as a reference to the eye. This
package has a window, suss-viewer, and a command line, suss, that tell how
much a difference matters, of what kind it is, where it is, and which
changes nobody would notice; and the model.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libsuss-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
# What suss-config.cmake looks for.
string(JOIN ", " CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "suss-viewer (= ${PROJECT_VERSION})" pkg-config nlohmann-json3-dev libeigen3-dev libopencv-dev libdnnl-dev
    libvips-dev libopenexr-dev liblcms2-dev libmatio-dev libnlopt-cxx-dev nettle-dev)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Structured Uncertainty Similarity Score: library to compile with
Headers, static library and CMake package, find_package(suss), of what
suss-viewer is built on: reading pictures, predicting what may change in
them unnoticed, scoring and explaining a difference. The model that it
needs is in the package suss-viewer.")

# What was released is said in two more places.
foreach(file IN ITEMS debian/changelog desktop/${viewer_id}.metainfo.xml)
    file(STRINGS ${file} said REGEX "^suss-viewer \\(|<release ")
    if(NOT said MATCHES "^[^0-9]*${PROJECT_VERSION}[^0-9]")
        message(FATAL_ERROR "packaging/${file} does not start with version ${PROJECT_VERSION}")
    endif()
endforeach()

# What Debian wants in every package.
find_program(SUSS_GZIP gzip REQUIRED)
set(changelog ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)
add_custom_command(OUTPUT ${changelog}
    COMMAND ${SUSS_GZIP} -9nc ${CMAKE_CURRENT_SOURCE_DIR}/debian/changelog > ${changelog}
    DEPENDS debian/changelog VERBATIM)
add_custom_target(suss_changelog ALL DEPENDS ${changelog})
foreach(package IN ITEMS suss-viewer=programs libsuss-dev=development)
    string(REPLACE "=" ";" package ${package})
    list(POP_FRONT package name)
    install(FILES ${changelog} debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${package})
endforeach()

include(CPack)
