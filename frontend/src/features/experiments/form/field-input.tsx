import { JsonInput, MultiSelect, NumberInput, SegmentedControl, Select, Slider, Switch, TextInput, Textarea } from "@mantine/core";
import { useId } from "react";
import { asText } from "../value-words";
import classes from "./form.module.css";
import { scaleOf } from "./number-scale";
import type { ChoiceField, Field, NumberField } from "./schema-fields";
import { UploadInput } from "./upload-input";

interface InputProps<F extends Field> {
  field: F;
  id: string;
  describedBy: string;
  typed: unknown;
  problem: string | undefined;
  onChange: (typed: unknown) => void;
}

/** Options in one row up to this many letters. */
const ROW = 44;

function NumberBox({ field, id, describedBy, typed, problem, onChange }: InputProps<NumberField>) {
  const { least, most, whole, step } = field;
  const value = typeof typed === "number" ? typed : "";
  const scale = least !== undefined && most !== undefined && Number.isFinite(most - least) ? scaleOf(least, most, whole) : undefined;
  return (
    <div className={classes.number}>
      <NumberInput
        id={id}
        value={value}
        onChange={(next) => onChange(next)}
        allowDecimal={!whole}
        step={step ?? (whole ? 1 : 0.1)}
        clampBehavior="none"
        error={problem !== undefined}
        aria-describedby={describedBy}
        withErrorStyles
      />
      {scale !== undefined && (
        <Slider
          className={classes.slider}
          size="sm"
          label={null}
          min={0}
          max={1000}
          step={whole && most !== undefined && least !== undefined && most - least < 1000 ? 1000 / Math.max(1, most - least) : 1}
          value={typeof typed === "number" ? scale.toSlider(typed) : 0}
          onChange={(at) => onChange(scale.toValue(at))}
          thumbLabel={`${field.label}, slider`}
          thumbProps={{ "aria-valuetext": String(typed) }}
        />
      )}
    </div>
  );
}

const words = (option: string | number): string => String(option).replaceAll("_", " ");

function ChoiceBox({ field, id, describedBy, typed, problem, onChange }: InputProps<ChoiceField>) {
  const data = field.options.map((option) => ({ value: String(option), label: words(option) }));
  const back = (text: string) => field.options.find((option) => String(option) === text) ?? text;
  if (field.kind === "choices") {
    const chosen = Array.isArray(typed) ? typed.map(String) : [];
    return (
      <MultiSelect
        id={id}
        data={data}
        value={chosen}
        onChange={(next) => onChange(next.map(back))}
        error={problem !== undefined}
        aria-describedby={describedBy}
        maxValues={field.most}
      />
    );
  }
  const value = typed === null ? null : asText(typed);
  if (!field.nullable && data.map((one) => one.label).join("    ").length <= ROW) {
    return (
      <div className={classes.segments}>
        <SegmentedControl aria-label={field.label} data={data} value={value ?? ""} onChange={(next) => onChange(back(next))} />
      </div>
    );
  }
  return (
    <Select
      id={id}
      data={data}
      value={value}
      onChange={(next) => onChange(next === null ? null : back(next))}
      allowDeselect={false}
      clearable={field.nullable}
      error={problem !== undefined}
      aria-describedby={describedBy}
    />
  );
}

function Box(props: InputProps<Field>) {
  const { field, id, describedBy, typed, problem, onChange } = props;
  const common = { id, "aria-describedby": describedBy, error: problem !== undefined };
  switch (field.kind) {
    case "number":
      return <NumberBox {...props} field={field} />;
    case "choice":
    case "choices":
      return <ChoiceBox {...props} field={field} />;
    case "upload":
      return <UploadInput field={field} id={id} describedBy={describedBy} value={asText(typed)} onChange={onChange} />;
    case "switch":
      return <Switch {...common} checked={typed === true} onChange={(event) => onChange(event.currentTarget.checked)} label={field.label} />;
    case "json":
      return <JsonInput {...common} autosize minRows={2} value={asText(typed)} onChange={onChange} />;
    case "text":
      return (field.longest ?? 0) > 200 ? (
        <Textarea {...common} autosize minRows={2} maxRows={10} value={asText(typed)} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <TextInput {...common} value={asText(typed)} onChange={(event) => onChange(event.currentTarget.value)} />
      );
    default:
      return <TextInput {...common} value={asText(typed)} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

type Props = {
  field: Field;
  typed: unknown;
  problem: string | undefined;
  /** What it may be, in words. */
  bounds: string;
  /** What it was in the run that the form was filled in from, where it is another now. */
  before: string | undefined;
  onChange: (typed: unknown) => void;
};

/** One parameter: its name, what it means, the input, and beside it what it may be or why it will not do. */
export function FieldInput({ field, typed, problem, bounds, before, onChange }: Props) {
  const id = useId();
  const labelled = field.kind !== "switch";
  return (
    <div className={classes.field} data-field={field.name} data-changed={before !== undefined || undefined}>
      {labelled && (
        <label className={classes.label} htmlFor={id}>
          {field.label}
        </label>
      )}
      <Box field={field} id={id} describedBy={`${id}-help ${id}-said`} typed={typed} problem={problem} onChange={onChange} />
      <p id={`${id}-said`} className={problem === undefined ? classes.bounds : classes.wrong} role={problem === undefined ? undefined : "alert"}>
        {problem ?? (before === undefined ? bounds : `Was ${before}.`)}
      </p>
      {field.help !== "" && (
        <p id={`${id}-help`} className={classes.help}>
          {field.help}
        </p>
      )}
    </div>
  );
}
