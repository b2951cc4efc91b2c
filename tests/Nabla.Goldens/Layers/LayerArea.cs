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
    static readonly string[] unknown = ["adapt"];

    public override void Run(GoldenCase golden)
    {
        if (!golden.Has("layer")) throw new NotSupportedNameException("cases without a layer");
        var description = KerasObject.Read(golden.Json("layer"), golden.Name, "");
        Need(golden.Json("layer"));
        foreach (var field in unknown)
        {
            if (golden.Has(field) && golden.List(field).Exists(item => item is not null)) throw new BindingException($"the runner does not pass on '{field}'");
        }
        var layer = KerasLayers.Read(description);
        if (golden.MustFail && description.BuildConfig?.Lengths("input_shape") is { } built) layer.BuildFor(Shape.Create(built));
        if (golden.MustFail && !golden.Has("inputs")) return;
        var call = LayerCall.Of(golden);
        if (golden.MustFail)
        {
            call.On(layer);
            return;
        }
        if (golden.Has("statistics"))
        {
            LayerStatistics.Check(golden, call.On(layer).Single);
            return;
        }
        layer.BuildFor([.. call.Inputs.Select(x => x.Shape)]);
        if (golden.Has("initial_weights"))
        {
            Comparer.Of(golden).Check("first weights", golden.List("initial_weights").ConvertAll(pair => ((List<object?>)pair!)[1]), layer.Weights.Select(variable => variable.Value));
        }
        if (golden.Has("weights"))
        {
            var weights = golden.List("weights").Select(pair => (List<object?>)pair!).ToList();
            Comparer.Of(golden).Check("weights", weights.ConvertAll(pair => pair[0]), layer.Weights.Select(weight => weight.Name));
            layer.SetWeights([.. weights.Select(pair => (Tensor)pair[1]!)]);
        }
        CheckCall(golden, layer, call);
        CheckShapes(golden, layer);
        if (golden.Has("then")) CheckFurtherCalls(golden, layer);
    }

    static void CheckFurtherCalls(GoldenCase golden, Layer layer)
    {
        foreach (var phase in golden.Json("then").EnumerateArray())
        {
            if (phase.TryGetProperty("reset_state", out _))
            {
                if (layer is RNN recurrent) recurrent.ResetState();
                else ((Bidirectional)layer).ResetState();
                continue;
            }
            var next = golden.With(phase);
            CheckCall(next, layer, LayerCall.Of(next));
        }
    }

    static void CheckStates(GoldenCase golden, Layer layer, Comparer comparer)
    {
        IEnumerable<Variable> states = layer is Bidirectional both ? both.ForwardLayer.States.Concat(both.BackwardLayer.States) : ((RNN)layer).States;
        comparer.Check("states after the call", Comparer.Flatten(golden.List("states_after")), states.Select(state => state.Value));
    }

    /// <summary>Says which class is missing: the layer's, or that of a layer inside it.</summary>
    public static void Need(System.Text.Json.JsonElement json)
    {
        var name = json.GetProperty("class_name").GetString()!;
        if (!KerasLayers.Table.Has(name) && !(json.TryGetProperty("module", out var module) && KerasOperations.IsModule(module.GetString() ?? "") && KerasOperations.Has(name))) throw new NotSupportedNameException(name);
        if (json.TryGetProperty("config", out var config) && config.ValueKind == System.Text.Json.JsonValueKind.Object && config.TryGetProperty("dtype", out var policy) && policy.ValueKind == System.Text.Json.JsonValueKind.Object
            && policy.GetProperty("class_name").GetString() is { } kind && kind.Contains("DTypePolicy", StringComparison.Ordinal) && kind is not ("DTypePolicy" or "FloatDTypePolicy")) throw new NotSupportedNameException(kind);
        if (name is not ("Sequential" or "Functional")) return;
        foreach (var layer in json.GetProperty("config").GetProperty("layers").EnumerateArray()) Need(layer);
    }

    static void CheckCall(GoldenCase golden, Layer layer, LayerCall call)
    {
        var comparer = Comparer.Of(golden);
        using var tape = new GradientTape(persistent: true);
        foreach (var x in call.Inputs)
        {
            if (x.ElementType.IsFloating) tape.Watch(x);
        }
        foreach (var state in call.States) tape.Watch(state);
        using var scope = CallScope.Open("", call.Training);
        var outputs = call.On(layer);
        var expected = Comparer.Flatten(golden.List("outputs"));
        if (outputs.Count != expected.Count) throw new MismatchException($"expected {expected.Count} outputs, got {outputs.Count}");
        for (var i = 0; i < expected.Count; i++) comparer.Check(expected.Count == 1 ? "output" : $"output {i}", expected[i], outputs[i]);
        var masks = golden.List("output_masks");
        for (var i = 0; i < expected.Count; i++) CheckMask(i < masks.Count ? masks[i] : null, outputs[i].Mask);
        if (golden.Has("losses")) CheckLosses(golden, [.. scope.Losses, .. layer.Losses], call.Inputs, layer, tape, comparer);
        if (golden.Has("output_gradients")) CheckGradients(golden, layer, call, tape, outputs, comparer);
        if (golden.Has("states_after")) CheckStates(golden, layer, comparer);
        if (!golden.Has("weights_after")) return;
        var after = golden.List("weights_after").Select(pair => ((List<object?>)pair!)[1]).ToList();
        comparer.Check("weights after the call", after, layer.Weights.Select(variable => variable.Value));
    }

    // The place of a mask that says nothing is taken by none; the runner does not tell one from the other.
    static void CheckMask(object? expected, Tensor? found)
    {
        if (expected is null && found is null) return;
        if (expected is not Tensor mask) throw new MismatchException($"expected no mask, got one of {found!.Shape}");
        new Comparer(0, 0).Check("mask of the output", mask, found);
    }

    static void CheckGradients(GoldenCase golden, Layer layer, LayerCall call, GradientTape tape, Tensors outputs, Comparer comparer)
    {
        var given = Comparer.Flatten(golden.List("output_gradients"));
        Tensor? sum = null;
        for (var i = 0; i < given.Count; i++)
        {
            if (given[i] is not Tensor weight) continue;
            var part = (outputs[i] * weight.Cast(outputs[i].ElementType)).Sum();
            sum = sum is null ? part : sum + part.Cast(sum.ElementType);
        }
        if (sum is null) return;
        var expected = Comparer.Flatten(golden.List("input_gradients"));
        for (var i = 0; i < expected.Count; i++)
        {
            if (expected[i] is Tensor gradient) comparer.Check($"gradient of input {i}", gradient, tape.Gradient(sum, call.Inputs[i], null, UnconnectedGradients.Zero));
        }
        var slopes = golden.Map("call_gradients").TryGetValue("initial_state", out var list) ? Comparer.Flatten(list) : [];
        for (var i = 0; i < slopes.Count; i++)
        {
            if (slopes[i] is Tensor gradient) comparer.Check($"gradient of state {i}", gradient, tape.Gradient(sum, call.States[i], null, UnconnectedGradients.Zero));
        }
        var (parts, variables) = (golden.List("weight_gradients"), layer.Weights);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is Tensor gradient) comparer.Check($"gradient of {variables[i].Name}", gradient, tape.Gradient(sum, variables[i], null, UnconnectedGradients.Zero));
        }
    }

    static void CheckLosses(GoldenCase golden, IReadOnlyList<Tensor> found, IReadOnlyList<Tensor> inputs, Layer layer, GradientTape tape, Comparer comparer)
    {
        var expected = golden.List("losses");
        if (found.Count != expected.Count) throw new MismatchException($"expected {expected.Count} losses, got {found.Count}");
        for (var i = 0; i < expected.Count; i++) comparer.Check($"loss {i}", expected[i], found[i]);
        var sum = found.Aggregate((a, b) => a.Cast(b.ElementType) + b);
        var slopes = Comparer.Flatten(golden.List("loss_input_gradients"));
        for (var i = 0; i < slopes.Count; i++)
        {
            if (slopes[i] is Tensor gradient) comparer.Check($"gradient of the losses by input {i}", gradient, tape.Gradient(sum, inputs[i], null, UnconnectedGradients.Zero));
        }
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
            var (inputs, outputs) = (ShapesOf(row.TryGetProperty("input_shapes", out var several) ? several : row.GetProperty("input_shape")), ShapesOf(row.GetProperty("output_shape")));
            var found = layer.ComputeOutputShapes(inputs);
            if (!found.SequenceEqual(outputs)) throw new MismatchException($"output shapes for {string.Join(", ", inputs)}: expected {string.Join(", ", outputs)}, got {string.Join(", ", found)}");
        }
    }

    static Shape[] ShapesOf(System.Text.Json.JsonElement json) =>
        json.EnumerateArray().FirstOrDefault().ValueKind == System.Text.Json.JsonValueKind.Array ? [.. json.EnumerateArray().SelectMany(ShapesOf)] : [ShapeOf(json)];

    static Shape ShapeOf(System.Text.Json.JsonElement json) => Shape.Create([.. json.EnumerateArray().Select(axis => axis.ValueKind == System.Text.Json.JsonValueKind.Null ? (long?)null : axis.GetInt64())]);
}
