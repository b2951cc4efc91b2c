using System.Globalization;
using System.Text;

namespace Nabla.Compilation;

/// <summary>A plan in words: what the passes did, and each step with its output, its work and the memory it moves.</summary>
internal static class Explanation
{
    internal static string Of(Draft draft, Plan plan)
    {
        var text = new StringBuilder();
        Line(text, $"inputs: {(draft.Parameters.Length == 0 ? "none" : string.Join(", ", draft.Parameters.Select(p => $"{p.ElementType.Name} {p.Shape}")))}");
        Line(text, $"{draft.Recorded} nodes were recorded; {plan.Steps.Length} steps run");
        foreach (string line in draft.Log)
        {
            Line(text, $"  {line}");
        }

        Line(text, $"{"step",4}  {"operation",-44} {"output",-24} {"FLOP",12} {"bytes",12}");
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            var step = plan.Steps[i];
            var first = step.Writes.FirstOrDefault(t => t is not null);
            Line(text, $"{i,4}  {step.Name,-44} {(first is null ? "" : $"{first.ElementType.Name} {first.Shape}"),-24} {step.Flops,12:N0} {Bytes(step),12:N0}");
        }

        Line(text, $"all   {plan.Steps.Sum(step => step.Flops):N0} FLOP, {plan.Steps.Sum(Bytes):N0} bytes read and written");
        Line(text, $"{plan.Buffers.Length} buffers of {plan.Buffers.Sum(b => (double)b.Bytes.Length):N0} bytes hold what lives within a step; {plan.Variables.Count} variables are read and changed in place; {plan.Leaving.Length} results get memory of their own");
        return text.ToString();
    }

    static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');

    static double Bytes(PlanStep step) => step.Reads.Concat(step.Writes).Where(t => t is not null).Sum(t => (double)t.Size * t.ElementType.Size);
}
