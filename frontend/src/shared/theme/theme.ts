import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { dark, light, type Tokens } from "./tokens";

const controlShadow = "0 1px 2px rgba(30,31,36,.05)";
const floatingShadow = "0 8px 28px rgba(30,31,36,.12), 0 1px 3px rgba(30,31,36,.08)";

/** theme maps the design onto Mantine: sizes in rem so that A− A A+ scales all of them. */
export const theme = createTheme({
  fontFamily: '"IBM Plex Sans Variable", "Segoe UI", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, Menlo, Consolas, monospace",
  primaryColor: "cham",
  primaryShade: { light: 7, dark: 6 },
  colors: {
    cham: [
      "#F1F1FA",
      "#E3E4F5",
      "#C8CAEA",
      "#A7AADB",
      "#8589CD",
      "#696EBF",
      "#5A5FB8",
      "#40449A",
      "#34377D",
      "#272A60",
    ],
    gray: [
      "#F8F7F5",
      "#F4F3F0",
      "#E6E4DF",
      "#D5D3CD",
      "#B9B7B1",
      "#8E8C87",
      "#696B74",
      "#51535C",
      "#33343A",
      "#1E1F24",
    ],
    dark: [
      "#ECECEE",
      "#B4B6BE",
      "#999BA5",
      "#6D6F78",
      "#3C3E46",
      "#2C2E34",
      "#212227",
      "#191A1E",
      "#131417",
      "#0D0E10",
    ],
  },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "0.9375rem", xl: "1.0625rem" },
  lineHeights: { xs: "1.42", sm: "1.46", md: "1.5", lg: "1.47", xl: "1.47" },
  headings: {
    fontWeight: "600",
    textWrap: "pretty",
    sizes: {
      h1: { fontSize: "1.3125rem", lineHeight: "1.43" },
      h2: { fontSize: "0.9375rem", lineHeight: "1.47" },
      h3: { fontSize: "0.8125rem", lineHeight: "1.54" },
    },
  },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "0.25rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  defaultRadius: "sm",
  shadows: { xs: controlShadow, sm: controlShadow, md: floatingShadow, lg: floatingShadow, xl: floatingShadow },
  breakpoints: { xs: "30em", sm: "40em", md: "64em", lg: "80em", xl: "100em" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    // Plain objects and not Menu.extend(…): the theme must not pull every component it names into the first screen.
    Button: {
      defaultProps: { size: "sm" },
      classNames: { root: "cv-button" },
      vars: (_: unknown, props: { size?: string }) => ({
        root: { "--button-height": props.size === "xs" ? "var(--cv-control-row)" : "var(--cv-control)" },
      }),
    },
    ActionIcon: {
      defaultProps: { variant: "subtle", color: "gray" },
      vars: () => ({ root: { "--ai-size": "var(--cv-control)" } }),
    },
    Input: {
      defaultProps: { size: "sm" },
      // A variable set here stands over those of Mantine's states, so a field with a fault keeps Mantine's red border.
      vars: (_: unknown, props: { error?: unknown }) => ({
        wrapper: {
          "--input-height": "var(--cv-control)",
          "--input-fz": "var(--cv-fs-body)",
          ...(props.error ? {} : { "--input-bd": "var(--cv-control-line)" }),
        },
      }),
    },
    InputWrapper: {
      defaultProps: { size: "sm" },
      classNames: { label: "cv-label" },
      // Mantine makes these 2 px smaller than the field's text, under the 12 px that nothing goes below; red is for faults.
      vars: () => ({
        label: { "--input-asterisk-color": "var(--cv-ink-2)" },
        description: { "--input-description-size": "var(--cv-fs-caption)" },
        error: { "--input-error-size": "var(--cv-fs-small)" },
      }),
    },
    Checkbox: { defaultProps: { size: "xs", radius: "xs" }, classNames: { label: "cv-check" } },
    Tabs: { classNames: { list: "cv-tabs", tab: "cv-tab", tabSection: "cv-tab-count" } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Modal: {
      classNames: { title: "cv-modal-title", close: "cv-close" },
      defaultProps: { radius: "lg", transitionProps: { duration: 180, transition: "fade-up" } },
    },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 180 } } },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 180 } } },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
});

/** resolver turns the tokens into CSS variables and sets Mantine's own to them. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables(light),
  dark: variables(dark),
});

function variables(tokens: Tokens): Record<string, string> {
  const own = Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--cv-${name}`, value]));
  return {
    ...own,

    "--mantine-color-body": tokens.surface,
    "--mantine-color-text": tokens.ink,
    "--mantine-color-bright": tokens.ink,
    "--mantine-color-dimmed": tokens["ink-3"],
    "--mantine-color-placeholder": tokens["ink-3"],
    "--mantine-color-anchor": tokens["accent-text"],
    "--mantine-color-error": tokens.overdue,
    "--mantine-color-default": tokens.surface,
    "--mantine-color-default-hover": tokens.hover,
    "--mantine-color-default-color": tokens.ink,
    "--mantine-color-default-border": tokens["line-2"],
    "--mantine-color-gray-light-hover": tokens.hover,
    "--mantine-color-gray-text": tokens["ink-2"],
    "--mantine-color-cham-text": tokens["accent-text"],
    "--mantine-color-cham-light": tokens["accent-soft"],
    "--mantine-color-cham-light-color": tokens["accent-text"],
  };
}
