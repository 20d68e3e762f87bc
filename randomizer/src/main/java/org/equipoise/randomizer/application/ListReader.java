package org.equipoise.randomizer.application;

import org.equipoise.randomizer.domain.list.UploadedFile;

/** Port to the format in which lists are uploaded. */
public interface ListReader {

    /** Takes a file apart into cells. */
    UploadedFile read(byte[] content);
}
