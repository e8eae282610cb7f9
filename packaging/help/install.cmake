# Manual pages and completions, generated from what the built programs say with --help, so that they stay true.

find_program(SUSS_PYTHON python3 HINTS /usr/bin NO_CMAKE_ENVIRONMENT_PATH REQUIRED)
set(help ${CMAKE_CURRENT_BINARY_DIR}/help)
file(GLOB makers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/help/*.py ${CMAKE_CURRENT_SOURCE_DIR}/help/*.in)
add_custom_command(
    OUTPUT ${help}/suss.1.gz ${help}/suss-viewer.1.gz ${help}/suss.bash ${help}/suss.zsh ${help}/suss.fish
    COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1 ASAN_OPTIONS=detect_leaks=0
        ${SUSS_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/help/generate.py
        $<TARGET_FILE:suss> $<TARGET_FILE:suss-viewer> ${help}
    DEPENDS suss suss-viewer ${makers}
    COMMENT "Manual pages and completions from --help"
    VERBATIM)
add_custom_target(suss_help ALL DEPENDS ${help}/suss.1.gz)

install(FILES ${help}/suss.1.gz ${help}/suss-viewer.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${help}/suss.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME suss)
install(FILES ${help}/suss.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _suss)
install(FILES ${help}/suss.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
