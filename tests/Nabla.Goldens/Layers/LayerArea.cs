using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Layers;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Layers;

/// <summary>Cases of <c>layers/</c>: a serialised layer with its weights, its outputs and their gradients, shapes and losses.</summary>
sealed class LayerArea : Area
{
    static readonly string[] unknown = ["input_masks", "output_masks", "output_mask", "adapt", "then", "states_after", "call_gradients"];

    public override void Run(GoldenCase golden)
    {
        if (!golden.Has("layer")) throw new NotSupportedNameException("cases without a layer");
        var description = KerasObject.Read(golden.Json("layer"), golden.Name, "");
        Need(golden.Json("layer"));
        foreach (var field in unknown)
        {
            if (golden.Has(field) && golden.List(field).Exists(item => item is not null)) throw field.Contains("mask", StringComparison.Ordinal) ? new NotSupportedNameException("masks") : new BindingException($"the runner does not pass on '{field}'");
        }
        var layer = KerasLayers.Read(description);
        if (golden.MustFail && description.BuildConfig?.Lengths("input_shape") is { } built) layer.BuildFor(Shape.Create(built));
        if (golden.MustFail && !golden.Has("inputs")) return;
        var training = Training(golden);
        if (golden.List("inputs") is not [Tensor x]) throw new NotSupportedNameException("layers of several tensors");
        if (golden.MustFail)
        {
            layer.Call(x, training);
            return;
        }
        if (golden.Has("statistics"))
        {
            LayerStatistics.Check(golden, layer.Call(x, training));
            return;
        }
        CheckCall(golden, layer, x, training);
        CheckShapes(golden, layer);
    }

    /// <summary>Says which class is missing: the layer's, or that of a layer inside it.</summary>
    public static void Need(System.Text.Json.JsonElement json)
    {
        var name = json.GetProperty("class_name").GetString()!;
        if (!KerasLayers.Table.Has(name) && !(json.TryGetProperty("module", out var module) && KerasOperations.IsModule(module.GetString() ?? ""))) throw new NotSupportedNameException(name);
        if (name is not ("Sequential" or "Functional")) return;
        foreach (var layer in json.GetProperty("config").GetProperty("layers").EnumerateArray()) Need(layer);
    }

    static bool? Training(GoldenCase golden)
    {
        bool? training = null;
        foreach (var (name, value) in golden.Map("call"))
        {
            if (name == "training") training = (bool?)value;
            else if (name == "mask" && value is not null) throw new NotSupportedNameException("masks");
            else if (value is not null) throw new BindingException($"the runner does not pass on '{name}'");
        }
        return training;
    }

    static void CheckCall(GoldenCase golden, Layer layer, Tensor x, bool? training)
    {
        var comparer = Comparer.Of(golden);
        layer.BuildFor(x.Shape);
        var weights = golden.List("weights").Select(pair => (List<object?>)pair!).ToList();
        comparer.Check("weights", weights.ConvertAll(pair => pair[0]), layer.Weights.Select(weight => weight.Name));
        layer.SetWeights([.. weights.Select(pair => (Tensor)pair[1]!)]);

        using var tape = new GradientTape(persistent: true);
        if (x.ElementType.IsFloating) tape.Watch(x);
        using var scope = CallScope.Open("", training);
        var y = layer.Call(x, training);
        if (golden.List("outputs") is not [var expected]) throw new BindingException("the runner compares one output of a layer");
        comparer.Check("output", expected, y);
        if (golden.Has("losses")) CheckLosses(golden, [.. scope.Losses, .. layer.Losses], x, layer, tape, comparer);
        if (golden.List("output_gradients") is [Tensor weight]) CheckGradients(golden, layer, x, tape, y, weight, comparer);
        if (!golden.Has("weights_after")) return;
        var after = golden.List("weights_after").Select(pair => ((List<object?>)pair!)[1]).ToList();
        comparer.Check("weights after the call", after, layer.Weights.Select(variable => variable.Value));
    }

    static void CheckGradients(GoldenCase golden, Layer layer, Tensor x, GradientTape tape, Tensor y, Tensor weight, Comparer comparer)
    {
        weight = weight.Cast(y.ElementType);
        if (golden.List("input_gradients") is [Tensor gradient]) comparer.Check("gradient of the input", gradient, tape.Gradient(y, x, weight, UnconnectedGradients.Zero));
        var expected = golden.List("weight_gradients");
        var variables = layer.Weights;
        for (var i = 0; i < expected.Count; i++)
        {
            if (expected[i] is Tensor given) comparer.Check($"gradient of {variables[i].Name}", given, tape.Gradient(y, variables[i], weight, UnconnectedGradients.Zero));
        }
    }

    static void CheckLosses(GoldenCase golden, IReadOnlyList<Tensor> found, Tensor x, Layer layer, GradientTape tape, Comparer comparer)
    {
        var expected = golden.List("losses");
        if (found.Count != expected.Count) throw new MismatchException($"expected {expected.Count} losses, got {found.Count}");
        for (var i = 0; i < expected.Count; i++) comparer.Check($"loss {i}", expected[i], found[i]);
        var sum = found.Aggregate((a, b) => a.Cast(b.ElementType) + b);
        if (golden.List("loss_input_gradients") is [Tensor gradient]) comparer.Check("gradient of the losses by the input", gradient, tape.Gradient(sum, x, null, UnconnectedGradients.Zero));
        var weights = golden.List("loss_weight_gradients");
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] is Tensor given) comparer.Check($"gradient of the losses by {layer.Weights[i].Name}", given, tape.Gradient(sum, layer.Weights[i], null, UnconnectedGradients.Zero));
        }
    }

    static void CheckShapes(GoldenCase golden, Layer layer)
    {
        if (!golden.Has("compute_output_shape")) return;
        foreach (var row in golden.Json("compute_output_shape").EnumerateArray())
        {
            var (input, output) = (ShapeOf(row.GetProperty("input_shape")), ShapeOf(row.GetProperty("output_shape")));
            var found = layer.ComputeOutputShape(input);
            if (found != output) throw new MismatchException($"output shape for {input}: expected {output}, got {found}");
        }
    }

    static Shape ShapeOf(System.Text.Json.JsonElement json) => Shape.Create([.. json.EnumerateArray().Select(axis => axis.ValueKind == System.Text.Json.JsonValueKind.Null ? (long?)null : axis.GetInt64())]);
}
