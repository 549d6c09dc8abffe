import { expect, test } from "vitest";
import { ApiProblem } from "@/shared/api/problem";
import { faultsOf } from "./faults";
import { fieldAt } from "./newTask";

const problem = (fields: { path: string; label: string; detail: string }[]) =>
  new ApiProblem({
    type: "about:blank",
    title: "",
    status: 422,
    code: "errs.invalid",
    detail: "",
    requestId: "r1",
    fields,
  });

test("a sentence stands at each field, with the field's name", () => {
  const faults = faultsOf(
    problem([
      { path: "title", label: "Tên nhiệm vụ", detail: "cần ít nhất 5 ký tự." },
      { path: "due.n", label: "due.n", detail: "không nhỏ hơn 1." },
      { path: "due.start", label: "Ngày bắt đầu", detail: "không phải là ngày hợp lệ." },
      { path: "version", label: "Phiên bản", detail: "cần được nhập." },
    ]),
    fieldAt,
  );
  expect(faults).toEqual({
    title: "Tên nhiệm vụ cần ít nhất 5 ký tự.",
    due: "Không nhỏ hơn 1. Ngày bắt đầu không phải là ngày hợp lệ.",
  });
});

test("anything else has no fields", () => {
  expect(faultsOf(new Error("x"), fieldAt)).toEqual({});
});
