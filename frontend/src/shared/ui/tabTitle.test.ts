// @vitest-environment jsdom
import { expect, it } from "vitest";
import { titleCount, titlePage } from "./tabTitle";

it("puts the count before the page, keeps it over pages, and takes it away at nothing", () => {
  titlePage("Nhiệm vụ");
  expect(document.title).toBe("Nhiệm vụ – Công Vụ");
  titleCount("3");
  expect(document.title).toBe("(3) Nhiệm vụ – Công Vụ");
  titlePage("Thông báo");
  expect(document.title).toBe("(3) Thông báo – Công Vụ");
  titleCount(undefined);
  expect(document.title).toBe("Thông báo – Công Vụ");
});
