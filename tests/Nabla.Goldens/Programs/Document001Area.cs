using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/document-001-as-written</c>: the first document's program with its slips, of which one after another is mended; what is left must be refused, and the whole one runs.</summary>
/// <remarks>The slip that C# itself refuses, a method that is used as a property, cannot be written here: it counts as refused.</remarks>
sealed class Document001Area : Area
{
    const int Batch = 128;

    public override void Run(GoldenCase golden)
    {
        var repairs = golden.List("repairs").Select(r => (string)r!).ToHashSet(StringComparer.Ordinal);
        var images = MnistFiles.Part(repairs.Contains("keep-train-images") ? "train_images" : "test_images").Reshape([null, 784]);
        if (repairs.Contains("bytes-to-floats")) images = images.Cast(ElementType.Float32) / 255;
        var labels = MnistFiles.Part("train_labels").Cast(ElementType.Int32);
        var weights = new Variable[] { new(Tensor.RandomUniform([784, 512], 0, 0.1, seed: 1)), new(Tensor.Zeros([512])), new(Tensor.RandomUniform([512, 10], 0, 0.1, seed: 2)), new(Tensor.Zeros([10])) };
        if (repairs.Contains("sparse-crossentropy") && !repairs.Contains("weights-as-property")) throw new ArgumentException("weights is a method: C# does not compile it where a property is meant.");
        for (var batch = 0; batch < labels.Shape[0] / Batch; batch++)
        {
            var rows = (batch * Batch)..((batch + 1) * Batch);
            Step(images[rows], labels[rows], weights, repairs.Contains("sparse-crossentropy"));
        }
    }

    static void Step(Tensor x, Tensor y, Variable[] w, bool sparse)
    {
        using var tape = new GradientTape();
        var prediction = ((x.MatMul(w[0]) + w[1]).Relu().MatMul(w[2]) + w[3]).Softmax();
        var loss = (sparse ? Tensor.SparseCategoricalCrossentropy(y, prediction) : Tensor.CategoricalCrossentropy(y.Cast(ElementType.Float32), prediction)).Mean();
        var gradients = tape.Gradient(loss, w);
        for (var i = 0; i < w.Length; i++) w[i].AssignSub(gradients[i] * 1e-3);
    }
}
