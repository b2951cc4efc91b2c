using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Fitting;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/convnet</c> and <c>programs/lstm</c>: the first steps of a network on MNIST from given start weights.</summary>
sealed class NetworkArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var model = ModelCase.Make(golden);
        var start = golden.Value("start") is Dictionary<string, object?> same ? Start(golden, (string)same["same_as"]!) : [.. ModelCase.Values(golden.List("start"))];
        model.SetWeights(start);
        model.Compile(KerasOptimizers.Table.Read(KerasObject.Read(golden.Json("optimizer"), golden.Name, "optimizer")), "sparse_categorical_crossentropy");

        var rows = golden.Json("rows");
        var shape = Shape.Create([null, .. golden.List("input_shape").Select(length => (long?)(long)length!)]);
        var images = Pictures("train_images")[rows[0].GetInt32()..rows[1].GetInt32()];
        var labels = MnistFiles.Part("train_labels")[rows[0].GetInt32()..rows[1].GetInt32()];
        int batch = (int)golden.Number("batch_size", 64), steps = (int)golden.Number("steps", 0);
        var (comparer, losses) = (Comparer.Of(golden), new List<object?>());
        for (var step = 0; step < steps; step++)
        {
            model.ResetMetrics();
            losses.Add(model.TrainOnBatch(images[(step * batch)..((step + 1) * batch)], labels[(step * batch)..((step + 1) * batch)])["loss"]);
        }
        comparer.Check("losses of the steps", golden.Value("step_losses"), Tensor.Constant(losses.ConvertAll(loss => (float)(double)loss!).ToArray()));
        foreach (var (expected, found) in golden.Map("weights_after").Values.Zip(model.GetWeights())) CheckWeight(comparer, (Dictionary<string, object?>)expected!, found);
        var first = golden.Map("first_20_test_images");
        var answers = model.Predict(Pictures("test_images")[..20]);
        (comparer with { AbsoluteTolerance = 5e-3 }).Check("probabilities", first["probabilities"], answers);
        if (!((List<object?>)first["predicted"]!).Select(Convert.ToInt64).SequenceEqual(answers.ArgMax(-1).Cast(ElementType.Int64).ToArray<long>())) throw new MismatchException("other classes are predicted");

        Tensor Pictures(string part) => (MnistFiles.Part(part).Cast(ElementType.Float32) / 255).Reshape(shape);
    }

    /// <summary>A weight: all of it, or every so many along each axis with the sums of all.</summary>
    static void CheckWeight(Comparer comparer, Dictionary<string, object?> expected, Tensor found)
    {
        var shown = found;
        if (expected.GetValueOrDefault("every") is List<object?> every) shown = found[[.. every.Select(step => Slice.Step(null, null, (long)step!))]];
        comparer.Check("weights after the steps", expected["values"], shown);
        if (!expected.TryGetValue("sum_in_float64", out var sum)) return;
        var wide = found.Cast(ElementType.Float64);

        // A sum of many weights that differ in their last places differs by as much as all of them together.
        var together = comparer with { AbsoluteTolerance = comparer.AbsoluteTolerance * Math.Sqrt(found.Size) };
        together.Check("sum of a weight", sum, wide.Sum().ToScalar<double>());
        together.Check("sum of squares of a weight", expected["sum_of_squares_in_float64"], wide.Square().Sum().ToScalar<double>());
    }

    static List<Tensor> Start(GoldenCase golden, string name) => [.. golden.Map("weights_after").Keys.Select(path => golden.ArrayOf(name, path))];
}
