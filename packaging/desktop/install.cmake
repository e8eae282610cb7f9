# The window in menus and file managers: desktop entry, icon, file types, AppStream metadata.
set(viewer_id local.suss.viewer)  # of AppStream; a name under a domain of its own once the project has one
set(share ${CMAKE_INSTALL_DATADIR})
install(FILES desktop/suss-viewer.desktop DESTINATION ${share}/applications)
install(FILES desktop/suss.xml DESTINATION ${share}/mime/packages)
install(FILES desktop/${viewer_id}.metainfo.xml DESTINATION ${share}/metainfo)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/suss.svg DESTINATION ${share}/icons/hicolor/scalable/apps
    RENAME suss-viewer.svg)
