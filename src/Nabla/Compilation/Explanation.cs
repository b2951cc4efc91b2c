using System.Globalization;
using System.Text;

namespace Nabla.Compilation;

/// <summary>A plan in words.</summary>
internal static class Explanation
{
    internal static string Of(Draft draft, Plan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"inputs: {string.Join(", ", draft.Parameters.Select(p => $"{p.ElementType.Name} {p.Shape}"))}\n");
        text.Append(CultureInfo.InvariantCulture, $"nodes: {draft.Recorded} recorded, {draft.Nodes.Count} left, {plan.Steps.Length} steps\n");
        foreach (string line in draft.Log)
        {
            text.Append(line).Append('\n');
        }

        for (int i = 0; i < plan.Steps.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i,4}  {plan.Steps[i].Name}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"buffers: {plan.Buffers.Length}, {plan.Buffers.Sum(b => b.Bytes.Length):N0} bytes; variables: {plan.Variables.Count}\n");
        return text.ToString();
    }
}
