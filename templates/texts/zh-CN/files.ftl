# 文件可能出现的问题。
error-file-type = { $name }：这里不接受这种类型的文件。
error-file-mismatch = { $name }：文件名后缀与实际内容不符，请用正确的后缀重新保存。
error-file-too-large = { $name }：文件太大。单个文件最大 200 MiB，图片最大 64 MiB、5000 万像素。
error-file-broken = { $name }：文件已损坏，无法完整读取。请重新保存后再试。
error-file-empty = { $name }：文件是空的。
error-file-name = 文件名无法显示，请改名并带上后缀，例如 .jpg。
error-file-too-many = { $name }：一次上传的文件太多，最多 20 个。
error-file-deal-full = { $name }：一份合作的文件合计最多 1 GiB，这个文件放不下了。
