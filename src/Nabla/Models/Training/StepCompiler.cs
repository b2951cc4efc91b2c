using Nabla.Compilation;

namespace Nabla;

/// <summary>The compiled steps of a model: one for each kind of step and each combination of labels and weights given. Made anew when what is trained changes.</summary>
internal sealed class StepCompiler(Model model)
{
    readonly Lock access = new();
    readonly Dictionary<(StepKind Kind, int X, int Y, int W), Compiled<Func<Tensor[], Tensor[]>>> steps = [];
    int stamp;

    /// <summary>Runs a step: the function itself where the model runs eagerly.</summary>
    internal Tensor[] Run(StepKind kind, bool runEagerly, Func<Tensors, Tensors?, Tensors?, Tensor[]> step, Tensors x, Tensors? y, Tensors? sampleWeight)
    {
        if (runEagerly)
        {
            return step(x, y, sampleWeight);
        }

        try
        {
            var compiled = For(kind, step, x.Count, y?.Count ?? 0, sampleWeight?.Count ?? 0);
            return compiled.Call(y is null && sampleWeight is null && x.Count == 1 ? [x[0]] : [.. x, .. y ?? [], .. sampleWeight ?? []]);
        }
        catch (PromisedValueException refused)
        {
            throw new InvalidOperationException(
                $"{model.Name}: a layer, loss or metric asked for values while the step was being recorded: Fit, Evaluate and Predict compile their steps, in which values come later. {refused.Message} Or let each step run operation by operation: Compile(…, runEagerly: true).",
                refused);
        }
    }

    Compiled<Func<Tensor[], Tensor[]>> For(StepKind kind, Func<Tensors, Tensors?, Tensors?, Tensor[]> step, int x, int y, int w)
    {
        lock (access)
        {
            int now = model.Stamp();
            if (now != stamp)
            {
                steps.Clear();
                stamp = now;
            }

            if (!steps.TryGetValue((kind, x, y, w), out var compiled))
            {
                compiled = Compiled.Of(t => step(Part(t, 0, x)!, Part(t, x, y), Part(t, x + y, w)));
                steps.Add((kind, x, y, w), compiled);
            }

            return compiled;
        }
    }

    static Tensors? Part(Tensor[] all, int from, int count) => count == 0 ? null : Tensors.Create(all.AsSpan(from, count));
}

/// <summary>The kinds of step.</summary>
internal enum StepKind
{
    /// <summary>Forward, backward, update.</summary>
    Train,

    /// <summary>Loss and metrics.</summary>
    Test,

    /// <summary>Outputs alone.</summary>
    Predict,
}
