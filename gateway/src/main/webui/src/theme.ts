import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { t } from './i18n';

const petrol: MantineColorsTuple = [
  '#eaf5f6',
  '#d6e8ea',
  '#abd1d6',
  '#7eb9c1',
  '#59a5af',
  '#4199a4',
  '#31878f',
  '#26727c',
  '#1f5f6b',
  '#164b55',
];

/** Tinted surfaces carry the darkest shade of their color, which reads well on them. */
const readable: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const dark = `color-mix(in srgb, var(--mantine-color-${input.color}-9), black 35%)`;
  return input.variant === 'light' ? { ...colors, color: dark } : colors;
};

/** Secondary text, placeholders and the edges of controls, dark enough for WCAG 2.2 AA. */
export const contrast: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4a5b61',
    '--mantine-color-placeholder': '#64737a',
    '--mantine-color-default-border': '#84949a',
    '--mantine-color-error': '#b01e1e',
  },
  dark: {},
});

export const theme = createTheme({
  variantColorResolver: readable,
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: 8,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "Liberation Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 2 } },
    NativeSelect: { defaultProps: { size: 'md' } },
    RadioGroup: { defaultProps: { size: 'md' } },
    CheckboxGroup: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { padding: 'lg', closeButtonProps: { 'aria-label': t('common.close') } } },
  },
});
