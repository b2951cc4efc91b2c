namespace Nabla.Data;

/// <summary>Draws one digit: shape, hand, pen, then the normalisation of MNIST.</summary>
/// <remarks>Only sums, products, quotients and square roots of doubles in a fixed order, which every machine rounds alike.</remarks>
sealed class DigitPen
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Size = 28;

    // As in MNIST the ink fills a square of 20 × 20 in its longer direction.
    const double Box = 20;

    // Typical width and slant of each digit: a 0 is rounder than an 8, a 1 leans more than a 9.
    static readonly double[] Width = [0.97, 0.86, 0.98, 0.86, 0.9, 0.96, 0.94, 0.9, 0.87, 0.84];
    static readonly double[] Slant = [0.22, 0.25, 0.11, 0.1, 0.25, 0.15, 0.04, 0.02, 0.14, 0.1];

    // Half the typical thickness of the line in dots: closed loops must stay open, a single stroke may be thick.
    static readonly double[] Pen = [1.38, 1.65, 1.26, 1.26, 1.18, 1.18, 1.2, 1.3, 1.16, 1.12];

    readonly DigitPath path = new();
    readonly double[] ink = new double[Size * Size];
    readonly DigitPoint[] stroke = new DigitPoint[32];

    /// <summary>Draws <paramref name="digit"/> into 784 bytes: 0 is paper, 255 is ink.</summary>
    public void Draw(int digit, DigitRandom random, Span<byte> picture)
    {
        DigitShape shape = Choose(DigitShapes.All[digit], ref random);
        Write(shape, ref random);
        Bend(ref random);
        Lean(digit, ref random);
        double radius = Math.Clamp(Pen[digit] * (1 + (0.31 * random.Bell())), 0.65, digit == 8 ? 2 : 2.6);
        double softness = random.Between(0.8, 1.5);
        Normalise(radius);
        Ink(radius, softness);
        double strength = 255 * random.Between(0.94, 1.06);
        for (int i = 0; i < ink.Length; i++)
        {
            picture[i] = (byte)Math.Clamp((ink[i] * strength) + 0.5, 0, 255);
        }
    }

    static DigitShape Choose(DigitShape[] shapes, ref DigitRandom random)
    {
        double sum = 0;
        foreach (DigitShape shape in shapes)
        {
            sum += shape.Weight;
        }

        double at = random.Between(0, sum);
        foreach (DigitShape shape in shapes)
        {
            at -= shape.Weight;
            if (at < 0)
            {
                return shape;
            }
        }

        return shapes[^1];
    }

    // The hand does not meet the control points exactly, and does not press evenly.
    void Write(DigitShape shape, ref DigitRandom random)
    {
        path.Clear();
        double unrest = random.Between(0.03, 0.16);
        double pressure = random.Between(0.75, 1.25);
        foreach (DigitPoint[] points in shape.Strokes)
        {
            double shiftX = 0.04 * random.Bell();
            double shiftY = 0.04 * random.Bell();
            for (int i = 0; i < points.Length; i++)
            {
                stroke[i] = points[i] with
                {
                    X = points[i].X + shiftX + (unrest * random.Bell()),
                    Y = points[i].Y + shiftY + (unrest * random.Bell()),
                };
            }

            path.Add(stroke.AsSpan(0, points.Length), pressure, 2 - pressure);
        }
    }

    // A smooth bending of the paper: every term is of degree two or three and moves no more than its coefficient.
    void Bend(ref DigitRandom random)
    {
        Span<double> a = stackalloc double[10];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = 0.1 * random.Bell();
        }

        (double a0, double a1, double a2, double a3, double a4) = (a[0], a[1], a[2], a[3], a[4]);
        (double b0, double b1, double b2, double b3, double b4) = (a[5], a[6], a[7], a[8], a[9]);
        path.Move((x, y) =>
        {
            double xx = x * x;
            double yy = y * y;
            double xy = x * y;
            return (x + (a0 * xx) + (a1 * xy) + (a2 * yy) + (a3 * y * yy) + (a4 * x * yy), y + (b0 * xx) + (b1 * xy) + (b2 * yy) + (b3 * x * xx) + (b4 * y * xx));
        });
    }

    // Width, slant and rotation. The rotation is written by the tangent of half its angle, which needs no sine.
    void Lean(int digit, ref DigitRandom random)
    {
        double width = Math.Clamp(Width[digit] * (1 + (0.24 * random.Bell())), digit is 7 or 8 ? 0.65 : 0.45, 1.6);
        double slant = Slant[digit] + ((digit == 1 ? 0.3 : 0.23) * random.Bell());
        double half = 0.07 * random.Bell();
        double cosine = (1 - (half * half)) / (1 + (half * half));
        double sine = 2 * half / (1 + (half * half));
        path.Move((x, y) =>
        {
            double leaning = (width * x) - (slant * y);
            return ((cosine * leaning) - (sine * y), (sine * leaning) + (cosine * y));
        });
    }

    // Scales the ink's box to 20 and puts its centre of mass into the middle.
    void Normalise(double radius)
    {
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        foreach ((double x, double y, _, _) in path.Points)
        {
            left = Math.Min(left, x);
            right = Math.Max(right, x);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
        }

        double scale = (Box - (2 * radius)) / Math.Max(right - left, bottom - top);
        double mass = 0, sumX = 0, sumY = 0;
        for (int i = 1; i < path.Points.Count; i++)
        {
            (double x0, double y0, _, _) = path.Points[i - 1];
            (double x1, double y1, _, bool start) = path.Points[i];
            if (!start)
            {
                double length = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
                mass += length;
                sumX += length * (x0 + x1) * 0.5;
                sumY += length * (y0 + y1) * 0.5;
            }
        }

        // The centre of mass may not push ink onto the outermost rows; 1.25 is the greatest pressure.
        double most = ((Size * 0.5) - 1.8 - (1.25 * radius)) / scale;
        double middleX = Math.Clamp(sumX / mass, right - most, left + most);
        double middleY = Math.Clamp(sumY / mass, bottom - most, top + most);
        path.Move((x, y) => (((x - middleX) * scale) + (Size * 0.5), ((y - middleY) * scale) + (Size * 0.5)));
    }

    // Ink at a dot is 1 within the radius around the line and falls to 0 over the softness.
    void Ink(double radius, double softness)
    {
        Array.Clear(ink);
        for (int i = 1; i < path.Points.Count; i++)
        {
            (double x0, double y0, double p0, _) = path.Points[i - 1];
            (double x1, double y1, double p1, bool start) = path.Points[i];
            if (start)
            {
                continue;
            }

            double pen = radius * (p0 + p1) * 0.5;
            double reach = pen + (softness * 0.5);
            int fromX = Math.Max(0, (int)(Math.Min(x0, x1) - reach));
            int toX = Math.Min(Size - 1, (int)(Math.Max(x0, x1) + reach));
            int fromY = Math.Max(0, (int)(Math.Min(y0, y1) - reach));
            int toY = Math.Min(Size - 1, (int)(Math.Max(y0, y1) + reach));
            double dx = x1 - x0;
            double dy = y1 - y0;
            double inverse = 1 / Math.Max((dx * dx) + (dy * dy), 1e-12);
            for (int y = fromY; y <= toY; y++)
            {
                for (int x = fromX; x <= toX; x++)
                {
                    double px = x + 0.5 - x0;
                    double py = y + 0.5 - y0;
                    double t = Math.Clamp(((px * dx) + (py * dy)) * inverse, 0, 1);
                    double ex = px - (t * dx);
                    double ey = py - (t * dy);
                    double square = (ex * ex) + (ey * ey);
                    if (square < reach * reach)
                    {
                        double cover = Math.Min(1, ((pen - Math.Sqrt(square)) / softness) + 0.5);
                        ref double dot = ref ink[(y * Size) + x];
                        dot = Math.Max(dot, cover);
                    }
                }
            }
        }
    }
}
