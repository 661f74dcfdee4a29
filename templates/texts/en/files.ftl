# What can be wrong with a file.
error-file-type = { $name }: this type is not taken here.
error-file-mismatch = { $name }: the name says one type of file, the content is another. Save it anew under the right ending.
error-file-too-large = { $name }: too large. A file may have 200 MiB, a picture 64 MiB and 50 megapixels.
error-file-broken = { $name }: damaged; it cannot be read to its end. Save it anew and try again.
error-file-empty = { $name }: the file is empty.
error-file-name = This file has no name that can be shown. Rename it, with an ending like .jpg.
error-file-too-many = { $name }: too many files at once. Send at most 20 at a time.
error-file-deal-full = { $name }: the files of one deal may have 1 GiB together, and this one does not fit in.
