using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Ops;

/// <summary>Gradients of an op: of Σ output·r, and of Σ gradient·q.</summary>
static class OpGradients
{
    public static void Check(GoldenCase golden, Call call, Func<List<object?>> run, Comparer comparer)
    {
        var isSecond = golden.Has("second_order_gradients");
        var sources = call.Arrays.Where(x => x.ElementType.IsDifferentiable).ToList();
        using var outer = isSecond ? new GradientTape() : null;
        foreach (var source in sources) outer?.Watch(source);
        using var tape = new GradientTape(persistent: true);
        foreach (var source in sources) tape.Watch(source);
        var outputs = run();
        OpArea.CheckOutputs(golden, call, outputs, comparer);

        var weights = golden.List("output_gradients");
        var (targets, ones) = (new List<Tensor>(), new List<Tensor?>());
        for (var i = 0; i < outputs.Count; i++)
        {
            if (i >= weights.Count || weights[i] is not Tensor weight) continue;
            targets.Add((Tensor)outputs[i]!);
            ones.Add(weight.Cast(targets[^1].ElementType));
        }
        var expected = golden.List("input_gradients");
        if (expected.Count != call.Arrays.Count) throw new BindingException($"{expected.Count} gradients are given for {call.Arrays.Count} arrays");
        var gradients = First(tape, targets, ones, call.Arrays, expected);
        Compare("gradient", expected, gradients, comparer);
        if (isSecond) CheckSecond(golden, call, outer!, gradients, comparer);
    }

    /// <summary>Gradients of the arrays that have one; null where TensorFlow finds none, which may be an error of ours.</summary>
    static Tensor?[] First(GradientTape tape, List<Tensor> targets, List<Tensor?> weights, IReadOnlyList<Tensor> arrays, List<object?> expected)
    {
        var asked = Enumerable.Range(0, arrays.Count).Where(i => expected[i] is not null).ToList();
        var found = new Tensor?[arrays.Count];
        var gradients = tape.Gradient(targets, [.. asked.Select(i => arrays[i])], weights);
        for (var k = 0; k < asked.Count; k++) found[asked[k]] = gradients.OrNull(k);
        return found;
    }

    static void CheckSecond(GoldenCase golden, Call call, GradientTape outer, Tensor?[] gradients, Comparer comparer)
    {
        var weights = golden.List("second_order_weights");
        var expected = golden.List("second_order_gradients");
        var floats = Enumerable.Range(0, call.Arrays.Count).Where(i => call.Arrays[i].ElementType.IsFloating).ToList();
        var (targets, ones) = (new List<Tensor>(), new List<Tensor?>());
        for (var k = 0; k < weights.Count; k++)
        {
            if (weights[k] is not Tensor weight || gradients[floats[k]] is not { } gradient) continue;
            targets.Add(gradient);
            ones.Add(weight.Cast(gradient.ElementType));
        }
        var asked = Enumerable.Range(0, call.Arrays.Count).Where(i => expected[i] is not null).ToList();
        var second = outer.Gradient(targets, [.. asked.Select(i => call.Arrays[i])], ones);
        var found = new Tensor?[call.Arrays.Count];
        for (var k = 0; k < asked.Count; k++) found[asked[k]] = second.OrNull(k);
        Compare("second gradient", expected, found, comparer);
    }

    static void Compare(string what, List<object?> expected, Tensor?[] found, Comparer comparer)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            // What does not depend on an argument has the gradient zero, which may be said as zeros or as nothing.
            if (expected[i] is Tensor zero && found[i] is null && Array.TrueForAll(Elements.Complex(zero), value => value == 0)) continue;
            if (expected[i] is not null) comparer.Check($"{what} {i}", expected[i], found[i]);
        }
    }
}
