using Nabla.Compilation;

namespace Nabla;

/// <summary>The compiled steps of a model: one for each kind of step and each combination of labels and weights given. Made anew when what is trained changes.</summary>
internal sealed class StepCompiler(Model model)
{
    readonly Lock access = new();
    readonly Compiled<Func<Tensor[], Tensor[]>>?[] steps = new Compiled<Func<Tensor[], Tensor[]>>?[4 * 3];
    int stamp;

    /// <summary>Runs a step: the function itself where the model runs eagerly.</summary>
    internal Tensor[] Run(StepKind kind, bool runEagerly, Func<Tensor, Tensor?, Tensor?, Tensor[]> step, Tensor x, Tensor? y, Tensor? sampleWeight)
    {
        if (runEagerly)
        {
            return step(x, y, sampleWeight);
        }

        try
        {
            var compiled = For(kind, step, y is not null, sampleWeight is not null);
            return (y, sampleWeight) switch
            {
                (null, null) => compiled.Call([x]),
                (_, null) => compiled.Call([x, y]),
                (null, _) => compiled.Call([x, sampleWeight]),
                _ => compiled.Call([x, y, sampleWeight]),
            };
        }
        catch (PromisedValueException refused)
        {
            throw new InvalidOperationException(
                $"{model.Name}: a layer, loss or metric asked for values while the step was being recorded: Fit, Evaluate and Predict compile their steps, in which values come later. {refused.Message} Or let each step run operation by operation: Compile(…, runEagerly: true).",
                refused);
        }
    }

    Compiled<Func<Tensor[], Tensor[]>> For(StepKind kind, Func<Tensor, Tensor?, Tensor?, Tensor[]> step, bool hasLabels, bool hasWeights)
    {
        lock (access)
        {
            int now = model.Stamp();
            if (now != stamp)
            {
                Array.Clear(steps);
                stamp = now;
            }

            return steps[((int)kind * 4) + (hasLabels ? 1 : 0) + (hasWeights ? 2 : 0)] ??= Compiled.Of(t => step(t[0], hasLabels ? t[1] : null, hasWeights ? t[^1] : null));
        }
    }
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
