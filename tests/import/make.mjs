// Makes sheetjs.xlsx and sheetjs.xls, which tests/import.rs reads, with SheetJS:
//
//     npm install xlsx && node tests/import/make.mjs
//
// (node looks for the package above this file, or where NODE_PATH says.)

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const XLSX = createRequire(join(process.env.NODE_PATH ?? process.cwd(), "x.js"))("xlsx");
const here = dirname(fileURLToPath(import.meta.url));

const head = ["序号", "标准代码", "标准(计划)号", "标准名称", "标准状态", "标准级别", "实施日期", "归口单位", "备注"];
const day = new Date(Date.UTC(2015, 1, 1));
const rows = [
  [],
  head,
  [1, "1095011R0012T", "GB/T 30850（所有部分）", "电子政务标准化指南", "已颁", "国家标准", day, "SAC/TC 28", "-"],
  [2, "1095011R0022T", "GB/T 1-2015", "甲", "已颁", "国家标准", day, null, "-"],
];
for (const [name, options] of [
  // Days as ISO texts of a type of their own, which no other program writes.
  ["sheetjs.xlsx", { cellDates: true, compression: true }],
  ["sheetjs.xls", { bookType: "biff8" }],
]) {
  const sheet = XLSX.utils.aoa_to_sheet(rows, { UTC: true, cellDates: name.endsWith("x"), dateNF: "yyyy-mm-dd" });
  sheet["!merges"] = [{ s: { r: 2, c: 7 }, e: { r: 3, c: 7 } }];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, "标准明细");
  XLSX.writeFile(book, join(here, name), options);
}
