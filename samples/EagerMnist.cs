using Nabla.Images;

namespace Nabla.Samples;

/// <summary>A forward network 784-256-128-10 written with variables and a tape, trained on the mean of squares of one-hot labels.</summary>
public static class EagerMnist
{
    public static double Run(SampleOptions options) => Run(options, epochs: 10);

    public static double Run(SampleOptions options, int epochs)
    {
        SeedGenerator.SetGlobal(options.Seed);
        // The program trains on pixels from 0 to 255, as they are; with /255 it needs a larger rate.
        var (x, y, testX, testY) = Digits28.Load(options, scale: 1);
        var trainDb = Dataset.FromTensorSlices(x, y).Batch(128);
        var (first, firstLabels) = trainDb.First();
        Console.WriteLine($"{first.Shape} {firstLabels.Shape}");

        // [b, 784] → [b, 256] → [b, 128] → [b, 10]
        var w1 = new Variable(Tensor.RandomTruncatedNormal([784, 256], stddev: 0.01));
        var b1 = new Variable(Tensor.RandomTruncatedNormal([256]));
        var w2 = new Variable(Tensor.RandomTruncatedNormal([256, 128], stddev: 0.01));
        var b2 = new Variable(Tensor.RandomTruncatedNormal([128]));
        var w3 = new Variable(Tensor.RandomTruncatedNormal([128, 10], stddev: 0.01));
        var b3 = new Variable(Tensor.RandomTruncatedNormal([10]));
        const double Rate = 1e-3;

        Tensor Forward(Tensor images)
        {
            var h1 = (images.MatMul(w1) + b1).Relu();
            var h2 = (h1.MatMul(w2) + b2).Relu();
            return h2.MatMul(w3) + b3;
        }

        for (int epoch = 0; epoch < epochs; epoch++)
        {
            int step = 0;
            foreach (var (images, labels) in trainDb)
            {
                using var tape = new GradientTape();
                var loss = (labels.OneHot(10) - Forward(images)).Square().Mean();
                var gradients = tape.Gradient(loss, [w1, b1, w2, b2, w3, b3]);

                // AssignSub changes the variable in place; w1 - rate * gradient alone would be a new tensor.
                w1.AssignSub(Rate * gradients[0]);
                b1.AssignSub(Rate * gradients[1]);
                w2.AssignSub(Rate * gradients[2]);
                b2.AssignSub(Rate * gradients[3]);
                w3.AssignSub(Rate * gradients[4]);
                b3.AssignSub(Rate * gradients[5]);
                if (step++ % 100 == 0)
                {
                    Console.WriteLine($"{step - 1} loss: {(float)loss}");
                }
            }
        }

        var predicted = Forward(testX).ArgMax(axis: 1);
        double accuracy = (predicted == testY).Cast(ElementType.Float64).Mean().ToScalar<double>();
        Console.WriteLine($"test accuracy: {accuracy:F4}");

        // One digit beside its prediction.
        var digit = x[0].Reshape([28, 28]);
        Console.WriteLine((digit / 255).ToImage().ToText());
        Console.WriteLine($"predicted: {Forward(x[..1]).ArgMax(axis: 1).ToScalar<int>()}, label: {y[0].ToScalar<int>()}");
        return accuracy;
    }
}
